package io.cosmosdataflow.emulator.sql.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Literal;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.SubqueryKind;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.UnaryOperator;
import io.cosmosdataflow.emulator.sql.syntax.Select.Count;
import io.cosmosdataflow.emulator.sql.syntax.Select.Direction;
import io.cosmosdataflow.emulator.sql.syntax.Select.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Syntax tree in, text in the service's form out: one clause a line, parentheses around each operation. */
public final class SqlPrinter implements QueryExpression.Visitor<String> {
    private static final SqlPrinter PRINTER = new SqlPrinter();

    private SqlPrinter() {}

    public static String print(QueryExpression expression) {
        return expression.accept(PRINTER);
    }

    public static String print(Select select) {
        return print(select, select.where() == null ? null : print(select.where()));
    }

    /** With a WHERE condition that is text already. */
    public static String print(Select select, String where) {
        List<String> clauses = new ArrayList<>();
        clauses.add("SELECT " + (select.distinct() ? "DISTINCT " : "") + top(select) + projection(select.projection()));
        if (!select.inputs().isEmpty()) {
            clauses.add(
                    "FROM " + select.inputs().stream().map(SqlPrinter::input).collect(Collectors.joining("\nJOIN ")));
        }
        if (where != null) {
            clauses.add("WHERE " + where);
        }
        if (!select.groupBy().isEmpty()) {
            clauses.add("GROUP BY " + list(select.groupBy()));
        }
        if (!select.orderBy().isEmpty()) {
            clauses.add("ORDER BY "
                    + select.orderBy().stream().map(SqlPrinter::orderKey).collect(Collectors.joining(", ")));
        }
        if (select.limits().offset() != null) {
            clauses.add("OFFSET " + count(select.limits().offset()) + " LIMIT "
                    + count(select.limits().limit()));
        }
        return String.join("\n", clauses);
    }

    private static String top(Select select) {
        return select.limits().top() == null
                ? ""
                : "TOP " + count(select.limits().top()) + " ";
    }

    private static String count(Count count) {
        return count.parameter() == null ? Long.toString(count.number()) : count.parameter();
    }

    private static String projection(Select.Projection projection) {
        if (projection instanceof Select.Everything) {
            return "*";
        }
        if (projection instanceof Select.SingleValue single) {
            return "VALUE " + print(single.expression());
        }
        return ((Select.Items) projection)
                .items().stream()
                        .map(item -> print(item.expression()) + (item.alias() == null ? "" : " AS " + item.alias()))
                        .collect(Collectors.joining(", "));
    }

    private static String input(Input input) {
        String source = source(input.source());
        if (input.iterated()) {
            return input.alias() + " IN " + source;
        }
        return input.alias() == null ? source : source + " AS " + input.alias();
    }

    private static String source(Select.Source source) {
        if (source instanceof Select.QuerySource query) {
            return "(" + print(query.select()) + ")";
        }
        Select.PathSource path = (Select.PathSource) source;
        StringBuilder out = new StringBuilder(path.root().name());
        for (Literal step : path.steps()) {
            out.append(
                    step.value().isTextual() && isIdentifier(step.value().textValue())
                            ? "." + step.value().textValue()
                            : "[" + value(step.value()) + "]");
        }
        return out.toString();
    }

    private static String orderKey(Select.OrderKey key) {
        return print(key.expression())
                + (key.direction() == Direction.UNSAID
                        ? ""
                        : " " + key.direction().name());
    }

    private static String list(List<QueryExpression> expressions) {
        return expressions.stream().map(SqlPrinter::print).collect(Collectors.joining(", "));
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }

    private static String value(JsonNode value) {
        if (value == null) {
            return "undefined";
        }
        return value.isTextual() ? Strings.quote(value.textValue()) : value.toString();
    }

    @Override
    public String literal(Literal literal) {
        return value(literal.value());
    }

    @Override
    public String parameter(QueryExpression.Parameter parameter) {
        return parameter.name();
    }

    @Override
    public String name(QueryExpression.Name name) {
        return name.name();
    }

    @Override
    public String member(QueryExpression.Member member) {
        return print(member.operand()) + "." + member.name();
    }

    @Override
    public String index(QueryExpression.Index index) {
        return print(index.operand()) + "[" + print(index.position()) + "]";
    }

    @Override
    public String unary(QueryExpression.Unary unary) {
        // Minus minus would read as a comment, so the operand of a sign stands in its own parentheses.
        String operand = print(unary.operand());
        boolean enclosed = unary.operator() == UnaryOperator.NOT || operand.startsWith("(");
        return "(" + unary.operator().symbol() + (enclosed ? operand : "(" + operand + ")") + ")";
    }

    @Override
    public String binary(QueryExpression.Binary binary) {
        return "(" + print(binary.left()) + " " + binary.operator().symbol() + " " + print(binary.right()) + ")";
    }

    @Override
    public String conditional(QueryExpression.Conditional conditional) {
        return "(" + print(conditional.condition()) + " ? " + print(conditional.yes()) + " : " + print(conditional.no())
                + ")";
    }

    @Override
    public String between(QueryExpression.Between between) {
        return "(" + print(between.operand()) + not(between.negated()) + " BETWEEN " + print(between.low()) + " AND "
                + print(between.high()) + ")";
    }

    @Override
    public String membership(QueryExpression.Membership membership) {
        return "(" + print(membership.operand()) + not(membership.negated()) + " IN (" + list(membership.choices())
                + "))";
    }

    @Override
    public String like(QueryExpression.Like like) {
        String escape = like.escape() == null ? "" : " ESCAPE " + Strings.quote(like.escape());
        return "(" + print(like.operand()) + not(like.negated()) + " LIKE " + print(like.pattern()) + escape + ")";
    }

    private static String not(boolean negated) {
        return negated ? " NOT" : "";
    }

    @Override
    public String call(QueryExpression.Call call) {
        return call.name() + "(" + list(call.arguments()) + ")";
    }

    @Override
    public String arrayLiteral(QueryExpression.ArrayLiteral array) {
        return "[" + list(array.items()) + "]";
    }

    @Override
    public String objectLiteral(QueryExpression.ObjectLiteral object) {
        return object.properties().stream()
                .map(property -> Strings.quote(property.name()) + ": " + print(property.value()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String subquery(QueryExpression.Subquery subquery) {
        String text = "(" + print(subquery.select()) + ")";
        return subquery.kind() == SubqueryKind.SCALAR ? text : subquery.kind().keyword() + text;
    }
}
