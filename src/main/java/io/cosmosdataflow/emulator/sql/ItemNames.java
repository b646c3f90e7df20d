package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Literal;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Property;
import io.cosmosdataflow.emulator.sql.syntax.Select;
import java.util.ArrayList;
import java.util.List;

/** The names that inputs and select items have when the query gives them none. */
final class ItemNames {
    private ItemNames() {}

    /** The name of an input, or null where nothing can name it. */
    static String alias(Select.Input input) {
        if (input.alias() != null) {
            return input.alias();
        }
        if (input.source() instanceof Select.QuerySource) {
            return null;
        }
        Select.PathSource path = (Select.PathSource) input.source();
        if (path.steps().isEmpty()) {
            return path.root().name();
        }
        JsonNode last = path.steps().get(path.steps().size() - 1).value();
        return last.isTextual() ? last.textValue() : null;
    }

    /** The select list as the object that it makes: alias, else last property name, else {@code $1}, {@code $2}. */
    static QueryExpression.ObjectLiteral object(Select.Items items) {
        List<Property> properties = new ArrayList<>();
        int unnamed = 0;
        for (Select.Item item : items.items()) {
            String name = item.alias() != null ? item.alias() : name(item.expression());
            if (name == null) {
                unnamed++;
                name = "$" + unnamed;
            }
            properties.add(new Property(name, item.expression()));
        }
        return new QueryExpression.ObjectLiteral(properties);
    }

    private static String name(QueryExpression expression) {
        if (expression instanceof QueryExpression.Name name) {
            return name.name();
        }
        if (expression instanceof QueryExpression.Member member) {
            return member.name();
        }
        boolean byName = expression instanceof QueryExpression.Index index
                && index.position() instanceof Literal literal
                && literal.value() != null
                && literal.value().isTextual();
        return byName
                ? ((Literal) ((QueryExpression.Index) expression).position())
                        .value()
                        .textValue()
                : null;
    }
}
