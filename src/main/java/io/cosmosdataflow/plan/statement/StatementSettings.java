package io.cosmosdataflow.plan.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.expression.ConstantValues;
import io.cosmosdataflow.plan.expression.ExpressionAnalyzer;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.FlowNames;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.SettingNames;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Script.Statement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import scala.collection.JavaConverters;

/**
 * The properties of a statement ({@code joinType: 'left'}) as JSON with positions, so that they are read as
 * all other settings are. Expressions are evaluated; those that wait for the run stay {@link Unresolved}.
 */
final class StatementSettings {

    private final Properties properties;

    private StatementSettings(Properties properties) {
        this.properties = properties;
    }

    Properties properties() {
        return properties;
    }

    static StatementSettings of(Statement statement, FlowNames flow, Issues issues) {
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(ExpressionScope.withoutColumns(flow), issues);
        Map<String, Member> members = new LinkedHashMap<>();
        for (Argument argument : statement.arguments()) {
            if (argument instanceof Argument.Property property) {
                JsonValue value = value(property.value(), property.name(), analyzer, flow, issues);
                members.put(property.name(), new Member(property.span(), value));
            }
        }
        JsonObject object = new JsonObject(statement.transformationSpan(), members);
        boolean calls = statement.transformation().equals("call");
        Set<String> ofStores = calls ? SettingNames.SOURCE : Set.of();
        String owner = statement.transformation() + " '" + statement.name() + "'";
        return new StatementSettings(Properties.of(object, owner, issues).strict(ofStores));
    }

    private static JsonValue value(
            Expression expression, String property, ExpressionAnalyzer analyzer, FlowNames flow, Issues issues) {
        Span span = expression.span();
        if (expression instanceof Expression.ColumnName word && word.streams().isEmpty()) {
            return new JsonText(span, word.name());
        }
        if (expression instanceof Expression.ArrayLiteral array) {
            List<JsonValue> items = new ArrayList<>();
            array.items().forEach(item -> items.add(value(item, property, analyzer, flow, issues)));
            return new JsonArray(span, items);
        }
        if (expression instanceof Expression.MapLiteral map) {
            Map<String, Member> members = new LinkedHashMap<>();
            map.entries().forEach(entry -> {
                JsonValue value = value(entry.value(), property, analyzer, flow, issues);
                String key = value(entry.key(), property, analyzer, flow, issues)
                        .toNode()
                        .asText();
                if (members.put(key, new Member(entry.key().span(), value)) != null) {
                    issues.error(
                            ErrorCode.DuplicateName,
                            entry.key().span(),
                            "'" + key + "' stands twice in '" + property + "'.",
                            "Only one of them could count; remove the other.");
                }
            });
            return new JsonObject(span, members);
        }
        JsonValue evaluated = evaluated(expression, property, analyzer.analyze(expression), flow, issues);
        return expression instanceof Expression.NumberLiteral literal && evaluated instanceof JsonNumber number
                ? new JsonNumber(span, number.number(), literal.text())
                : evaluated;
    }

    private static JsonValue evaluated(
            Expression expression, String property, TypedExpression typed, FlowNames flow, Issues issues) {
        Span span = expression.span();
        if (ConstantValues.waits(typed)) {
            return new Unresolved(span, property);
        }
        if (typed instanceof TypedExpression.Constant constant && constant.value() == null) {
            return JsonValue.of(JsonNodeFactory.instance.nullNode(), span);
        }
        Optional<Object> value = ConstantValues.value(typed, flow.startOfRun());
        if (value.isEmpty()) {
            issues.error(
                    ErrorCode.InvalidTransformation,
                    span,
                    "'" + property + "' must be known before there is data: a constant, or an expression over"
                            + " parameters.",
                    "");
            return new Unresolved(span, property);
        }
        return JsonValue.of(node(value.get()), span);
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return nodes.numberNode(((Number) value).intValue());
        }
        if (value instanceof Long number) {
            return nodes.numberNode(number);
        }
        boolean fraction = value instanceof Double || value instanceof Float || value instanceof BigDecimal;
        if (fraction && Double.isFinite(((Number) value).doubleValue())) {
            return nodes.numberNode(new BigDecimal(value.toString()));
        }
        if (value instanceof scala.collection.Seq<?> items) {
            com.fasterxml.jackson.databind.node.ArrayNode array = nodes.arrayNode();
            JavaConverters.seqAsJavaList(items)
                    .forEach(item -> array.add(item == null ? nodes.nullNode() : node(item)));
            return array;
        }
        return nodes.textNode(String.valueOf(value));
    }
}
