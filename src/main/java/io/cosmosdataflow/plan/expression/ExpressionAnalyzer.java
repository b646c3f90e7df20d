package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.ElementValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FieldValue;
import io.cosmosdataflow.plan.expression.TypedExpression.MapValue;
import io.cosmosdataflow.plan.expression.TypedExpression.StructValue;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.ScriptType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Gives an expression its meaning at its place. What is wrong is reported and replaced with an {@link
 * UnknownValue}, so that one mistake gives one message.
 */
public final class ExpressionAnalyzer {

    private static final Pattern OUTER_VARIABLE = Pattern.compile("(.+)_(\\d{1,9})", Pattern.DOTALL);

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("+", "add"),
            Map.entry("-", "minus"),
            Map.entry("*", "multiply"),
            Map.entry("/", "divide"),
            Map.entry("%", "mod"),
            Map.entry("==", "equals"),
            Map.entry("!=", "notEquals"),
            Map.entry("===", "nullSafeEquals"),
            Map.entry("!==", "nullSafeNotEquals"),
            Map.entry("<=>", "equalsIgnoreCase"),
            Map.entry(">", "greater"),
            Map.entry(">=", "greaterOrEqual"),
            Map.entry("<", "lesser"),
            Map.entry("<=", "lesserOrEqual"),
            Map.entry("&&", "and"),
            Map.entry("||", "or"),
            Map.entry("^", "bitwiseXor"),
            Map.entry("&", "bitwiseAnd"),
            Map.entry("|", "bitwiseOr"));

    private final ExpressionScope scope;
    private final Issues issues;
    private final CallAnalysis calls;

    public ExpressionAnalyzer(ExpressionScope scope, Issues issues) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.issues = Objects.requireNonNull(issues, "issues");
        this.calls = new CallAnalysis(this, scope, issues);
    }

    Issues issues() {
        return issues;
    }

    ExpressionAnalyzer within(ExpressionScope inner) {
        return new ExpressionAnalyzer(inner, issues);
    }

    public TypedExpression analyze(Expression expression) {
        if (expression instanceof Expression.Text text) {
            return Constant.text(text.value());
        }
        if (expression instanceof Expression.Interpolation interpolation) {
            return interpolation(interpolation);
        }
        if (expression instanceof Expression.NumberLiteral number) {
            return Literals.number(number, issues);
        }
        if (expression instanceof Expression.BooleanLiteral literal) {
            return Constant.of(literal.value());
        }
        if (expression instanceof Expression.NullLiteral) {
            return Constant.nothing();
        }
        if (expression instanceof Expression.ColumnName column) {
            return column(column);
        }
        if (expression instanceof Expression.Call call) {
            return calls.call(call);
        }
        if (expression instanceof Expression.CacheCall call) {
            return calls.cache(call);
        }
        if (expression instanceof Expression.Parenthesized parenthesized) {
            return analyze(parenthesized.expression());
        }
        return operator(expression);
    }

    private TypedExpression interpolation(Expression.Interpolation interpolation) {
        List<TypedExpression> texts = new ArrayList<>();
        for (Expression part : interpolation.parts()) {
            TypedExpression value = analyze(part);
            boolean text = Types.isText(value.type()) || Types.isUnknown(value.type());
            texts.add(text ? value : calls.apply("toString", part.span(), List.of(value)));
        }
        return texts.size() == 1
                ? Conversion.of(texts.get(0), DataTypes.StringType)
                : calls.apply("concat", interpolation.span(), texts);
    }

    private TypedExpression operator(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            return unary(unary);
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary);
        }
        if (expression instanceof Expression.TypeAssertion assertion) {
            return calls.several(assertion).orElseGet(() -> asserted(analyze(assertion.operand()), assertion.type()));
        }
        if (expression instanceof Expression.Field field) {
            return field(analyze(field.parent()), field.name(), field.span());
        }
        if (expression instanceof Expression.Element element) {
            return element(analyze(element.parent()), analyze(element.index()), element.span());
        }
        if (expression instanceof Expression.StructLiteral struct) {
            return struct(struct);
        }
        if (expression instanceof Expression.ArrayLiteral array) {
            return array(array.items().stream()
                    .flatMap(item -> calls.spread(item).stream())
                    .toList());
        }
        if (expression instanceof Expression.MapLiteral map) {
            return map(map);
        }
        return symbol(expression);
    }

    TypedExpression asserted(TypedExpression operand, ScriptType written) {
        DataType type = ScriptTypes.of(written, issues);
        return Types.isUnknown(type) ? operand : Conversion.of(operand, type);
    }

    private TypedExpression symbol(Expression expression) {
        if (expression instanceof Expression.ParameterName parameter) {
            TypedExpression value = scope.flow().parameters().get(parameter.name());
            return value != null
                    ? value
                    : unknown(
                            ErrorCode.UnknownName,
                            parameter.span(),
                            "parameter",
                            "$" + parameter.name(),
                            scope.flow().parameters().keySet());
        }
        if (expression instanceof Expression.LocalName local) {
            return scope.locals().value(local, scope, issues);
        }
        if (expression instanceof Expression.LambdaVariable variable) {
            return variable(variable);
        }
        return pattern((Expression.PatternSymbol) expression);
    }

    private TypedExpression unknown(
            ErrorCode code, Span span, String kind, String name, Collection<String> candidates) {
        issues.error(
                code,
                span,
                "There is no " + kind + " '" + name + "' here.",
                NearestNames.hint(name.replaceFirst("^[$:#]", ""), candidates));
        return new UnknownValue(name, Types.UNKNOWN);
    }

    private TypedExpression variable(Expression.LambdaVariable variable) {
        Optional<Variable> found = innermost(variable.name(), 0);
        Matcher outer = OUTER_VARIABLE.matcher(variable.name());
        if (found.isEmpty() && outer.matches()) {
            found = innermost(outer.group(1), Integer.parseInt(outer.group(2)));
        }
        return found.<TypedExpression>map(each -> each)
                .orElseGet(() -> unknown(
                        ErrorCode.UnknownName,
                        variable.span(),
                        "variable",
                        "#" + variable.name(),
                        scope.variables().stream().map(Variable::name).toList()));
    }

    /** @param skip so many lambdas of that variable are passed over */
    private Optional<Variable> innermost(String name, int skip) {
        int left = skip;
        for (int i = scope.variables().size() - 1; i >= 0; i--) {
            if (scope.variables().get(i).name().equals(name) && left-- == 0) {
                return Optional.of(scope.variables().get(i));
            }
        }
        return Optional.empty();
    }

    private TypedExpression pattern(Expression.PatternSymbol symbol) {
        if (scope.pattern().isEmpty()) {
            return unknown(ErrorCode.UnknownName, symbol.span(), "matched column", symbol.symbol(), List.of());
        }
        PatternMatch match = scope.pattern().get();
        String text = symbol.symbol().substring(1);
        if (text.equals("$")) {
            return match.value();
        }
        int group = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (group == 0) {
            return Constant.text(match.path());
        }
        if (group > match.groups().size()) {
            return unknown(ErrorCode.UnknownName, symbol.span(), "group of the pattern", symbol.symbol(), List.of());
        }
        return Constant.text(match.groups().get(group - 1));
    }

    private TypedExpression column(Expression.ColumnName name) {
        if (name.streams().isEmpty() && scope.names().containsKey(name.name())) {
            return scope.names().get(name.name());
        }
        String stream = String.join("@", name.streams());
        Optional<StreamColumn> found = stream.isEmpty()
                ? scope.columns().find(name.name())
                : scope.columns().find(stream, name.name());
        return found.or(() -> qualified(name))
                .or(() -> name.streams().size() < 2
                        ? Optional.empty()
                        : scope.columns().find(name.streams(), name.name()))
                .<TypedExpression>map(ColumnValue::new)
                .or(() -> stream.isEmpty() ? Literals.word(name.name()) : Optional.empty())
                .orElseGet(() -> missing(name, stream));
    }

    /** Old scripts write {@code {stream@column}} for a column of a stream. */
    private Optional<StreamColumn> qualified(Expression.ColumnName name) {
        int at = name.name().lastIndexOf('@');
        return name.streams().isEmpty() && at > 0
                ? scope.columns().find(name.name().substring(0, at), name.name().substring(at + 1))
                : Optional.empty();
    }

    private TypedExpression missing(Expression.ColumnName name, String stream) {
        String shown = stream.isEmpty() ? name.name() : stream + "@" + name.name();
        if (scope.columns().open() && !scope.columns().declared()) {
            return new UnknownValue(shown, Types.UNKNOWN);
        }
        List<String> near = NearestNames.of(name.name(), scope.columns().names());
        String hint = !near.isEmpty()
                ? "Did you mean '" + near.get(0) + "'?"
                : scope.columns().open() ? "A drifted column is read with byName('" + name.name() + "')." : "";
        issues.error(ErrorCode.UnknownColumn, name.span(), "There is no column '" + shown + "' here.", hint);
        return new UnknownValue(shown, Types.UNKNOWN);
    }

    TypedExpression field(TypedExpression parent, String name, Span span) {
        DataType type = parent.type();
        if (isNothing(parent)) {
            return parent;
        }
        if (Types.isUnknown(type)) {
            return new UnknownValue(name, Types.UNKNOWN);
        }
        if (type instanceof MapType map) {
            return new ElementValue(parent, Constant.text(name), map.valueType());
        }
        int depth = 0;
        DataType inner = type;
        while (inner instanceof ArrayType array) {
            inner = array.elementType();
            depth++;
        }
        if (inner instanceof StructType struct) {
            Optional<StructField> field = fieldOf(struct, name);
            if (field.isPresent()) {
                DataType result = field.get().dataType();
                for (int i = 0; i < depth; i++) {
                    result = DataTypes.createArrayType(result);
                }
                return new FieldValue(parent, field.get().name(), result);
            }
            List<String> near = NearestNames.of(name, List.of(struct.fieldNames()));
            issues.error(
                    ErrorCode.UnknownColumn,
                    span,
                    "There is no field '" + name + "' in " + Types.name(struct) + ".",
                    near.isEmpty() ? "" : "Did you mean '" + near.get(0) + "'?");
        } else if (!Types.isUnknown(inner)) {
            issues.error(
                    ErrorCode.InvalidCall,
                    span,
                    "'." + name + "' needs a complex value, not " + Types.name(type) + ".",
                    "");
        }
        return new UnknownValue(name, Types.UNKNOWN);
    }

    static Optional<StructField> fieldOf(StructType struct, String name) {
        List<StructField> fields = List.of(struct.fields());
        Optional<StructField> exact =
                fields.stream().filter(field -> field.name().equals(name)).findFirst();
        return exact.isPresent()
                ? exact
                : fields.stream()
                        .filter(field -> field.name().equalsIgnoreCase(name))
                        .findFirst();
    }

    /** A part of NULL is NULL: of a column that {@code byName} does not find, for instance. */
    private static boolean isNothing(TypedExpression parent) {
        return parent instanceof Constant constant && constant.value() == null && Types.isUnknown(parent.type());
    }

    private TypedExpression element(TypedExpression parent, TypedExpression index, Span span) {
        DataType type = parent.type();
        if (isNothing(parent)) {
            return parent;
        }
        if (type instanceof ArrayType array) {
            return new ElementValue(parent, Conversion.of(index, DataTypes.IntegerType), array.elementType());
        }
        if (type instanceof MapType map) {
            return new ElementValue(parent, Conversion.of(index, map.keyType()), map.valueType());
        }
        if (type instanceof StructType && index.constantValue().isPresent()) {
            return field(parent, index.constantValue().get().toString(), span);
        }
        if (!Types.isUnknown(type)) {
            issues.error(
                    ErrorCode.InvalidCall, span, "[..] needs an array or a map, not " + Types.name(type) + ".", "");
        }
        return new UnknownValue("[..]", Types.UNKNOWN);
    }

    private TypedExpression unary(Expression.Unary unary) {
        if (unary.operator().equals("-") && unary.operand() instanceof Expression.NumberLiteral number) {
            return Literals.number(new Expression.NumberLiteral("-" + number.text(), number.span()), issues);
        }
        return calls.call(unary.operator().equals("!") ? "not" : "negate", unary.span(), List.of(unary.operand()));
    }

    private TypedExpression binary(Expression.Binary binary) {
        TypedExpression left = analyze(binary.left());
        TypedExpression right = analyze(binary.right());
        boolean booleans =
                left.type().equals(DataTypes.BooleanType) || right.type().equals(DataTypes.BooleanType);
        String function = binary.operator().equals("^") && booleans ? "xor" : OPERATORS.get(binary.operator());
        return calls.apply(function, binary.span(), List.of(left, right));
    }

    private TypedExpression struct(Expression.StructLiteral literal) {
        List<String> names = new ArrayList<>();
        List<TypedExpression> values = new ArrayList<>();
        StructType type = new StructType();
        for (Argument member : literal.members()) {
            Optional<String> name = Optional.empty();
            TypedExpression value = new UnknownValue("", Types.UNKNOWN);
            if (member instanceof Argument.Assignment assignment) {
                name = Targets.name(assignment.target());
                value = analyze(assignment.value());
            } else if (member instanceof Argument.Value each) {
                name = Targets.lastName(each.expression());
                value = analyze(each.expression());
            }
            if (name.isEmpty()) {
                issues.error(
                        ErrorCode.InvalidCall,
                        member.span(),
                        "This member of @(..) has no name.",
                        "Write @(name = value, ...).");
                continue;
            }
            if (names.contains(name.get())) {
                issues.error(
                        ErrorCode.DuplicateName,
                        member.span(),
                        "There are two members '" + name.get() + "' in this @(..).",
                        "Only one of them could stay.");
                continue;
            }
            names.add(name.get());
            values.add(value);
            type = type.add(name.get(), value.type());
        }
        return new StructValue(names, values, type);
    }

    TypedExpression array(List<TypedExpression> items) {
        DataType element = common(items);
        return new ArrayValue(
                items.stream().map(item -> Conversion.of(item, element)).toList(), DataTypes.createArrayType(element));
    }

    private TypedExpression map(Expression.MapLiteral literal) {
        List<TypedExpression> keys = new ArrayList<>();
        List<TypedExpression> values = new ArrayList<>();
        literal.entries().forEach(entry -> {
            keys.add(analyze(entry.key()));
            values.add(analyze(entry.value()));
        });
        DataType key = common(keys);
        DataType value = common(values);
        return new MapValue(
                keys.stream().map(each -> Conversion.of(each, key)).toList(),
                values.stream().map(each -> Conversion.of(each, value)).toList(),
                DataTypes.createMapType(key, value));
    }

    private static DataType common(List<TypedExpression> items) {
        DataType common = Types.UNKNOWN;
        for (TypedExpression item : items) {
            common = Types.common(common, item.type()).orElse(DataTypes.StringType);
        }
        return common;
    }
}
