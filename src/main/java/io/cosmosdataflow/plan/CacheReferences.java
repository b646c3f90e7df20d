package io.cosmosdataflow.plan;

import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Script.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The cache sinks that a statement looks into: it can only be computed when they are filled. */
public final class CacheReferences {

    private final Set<String> sinks = new LinkedHashSet<>();

    private CacheReferences() {}

    /** Names of the sinks as the script calls them. */
    public static Set<String> of(Statement statement) {
        CacheReferences references = new CacheReferences();
        references.arguments(statement.arguments());
        return references.sinks;
    }

    private void arguments(List<Argument> arguments) {
        for (Argument argument : arguments) {
            if (argument instanceof Argument.Property property) {
                look(property.value());
            } else if (argument instanceof Argument.Local local) {
                look(local.value());
            } else if (argument instanceof Argument.Assignment assignment) {
                look(assignment.target());
                look(assignment.value());
            } else if (argument instanceof Argument.Value value) {
                look(value.expression());
            }
        }
    }

    private void look(Expression expression) {
        if (expression instanceof Expression.CacheCall call) {
            sinks.add(call.sink());
            call.arguments().forEach(this::look);
        } else if (expression instanceof Expression.Call call) {
            arguments(call.arguments());
        } else if (expression instanceof Expression.StructLiteral struct) {
            arguments(struct.members());
        } else if (expression instanceof Expression.Interpolation interpolation) {
            interpolation.parts().forEach(this::look);
        } else if (expression instanceof Expression.ArrayLiteral array) {
            array.items().forEach(this::look);
        } else if (expression instanceof Expression.MapLiteral map) {
            map.entries().forEach(entry -> {
                look(entry.key());
                look(entry.value());
            });
        } else {
            inside(expression);
        }
    }

    private void inside(Expression expression) {
        if (expression instanceof Expression.Field field) {
            look(field.parent());
        } else if (expression instanceof Expression.Element element) {
            look(element.parent());
            look(element.index());
        } else if (expression instanceof Expression.Unary unary) {
            look(unary.operand());
        } else if (expression instanceof Expression.Binary binary) {
            look(binary.left());
            look(binary.right());
        } else if (expression instanceof Expression.TypeAssertion assertion) {
            look(assertion.operand());
        } else if (expression instanceof Expression.Parenthesized parenthesized) {
            look(parenthesized.expression());
        }
    }
}
