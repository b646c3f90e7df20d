package io.cosmosdataflow.plan.expression;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.conversion.Conversions;
import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.ElementValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FieldValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.expression.TypedExpression.Lambda;
import io.cosmosdataflow.plan.expression.TypedExpression.MapValue;
import io.cosmosdataflow.plan.expression.TypedExpression.MarkValue;
import io.cosmosdataflow.plan.expression.TypedExpression.StructValue;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import io.cosmosdataflow.spark.Expressions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Typed expressions to Spark's Columns. Columns are named by their slots, so that the Dataset that they are
 * used on must be the stream's.
 */
public final class ColumnBuilder implements TypedExpression.Visitor<Column> {

    private final Instant startOfRun;
    private final UnaryOperator<Column> aggregates;
    private final UnaryOperator<Column> places;
    private final Function<CacheValue, Function<List<Column>, Column>> caches;
    private final Map<Integer, Column> variables;

    private ColumnBuilder(
            Instant startOfRun,
            UnaryOperator<Column> aggregates,
            UnaryOperator<Column> places,
            Function<CacheValue, Function<List<Column>, Column>> caches,
            Map<Integer, Column> variables) {
        this.startOfRun = startOfRun;
        this.aggregates = aggregates;
        this.places = places;
        this.caches = caches;
        this.variables = variables;
    }

    /** For expressions without caches. */
    public static ColumnBuilder of(Instant startOfRun) {
        return new ColumnBuilder(
                startOfRun, UnaryOperator.identity(), UnaryOperator.identity(), ColumnBuilder::noCache, Map.of());
    }

    private static Function<List<Column>, Column> noCache(CacheValue cache) {
        throw JobException.of(ErrorCode.Internal, "The cache " + cache.sink() + " is not filled yet.");
    }

    /**
     * Aggregates and window functions are computed over windows.
     *
     * @param framed puts an aggregate over the window with its frame
     * @param ordered puts a window function over the same window without a frame, because it has one of its own
     */
    public ColumnBuilder withWindow(UnaryOperator<Column> framed, UnaryOperator<Column> ordered) {
        return new ColumnBuilder(startOfRun, framed, ordered, caches, variables);
    }

    /** @param filled gives for what is asked of a cache the Column, made of those of its keys */
    public ColumnBuilder withCaches(Function<CacheValue, Function<List<Column>, Column>> filled) {
        return new ColumnBuilder(startOfRun, aggregates, places, filled, variables);
    }

    public Column column(TypedExpression expression) {
        return expression.accept(this);
    }

    /** A column of the Dataset, whatever characters its name has. */
    public static Column slot(String slot) {
        return col("`" + slot.replace("`", "``") + "`");
    }

    @Override
    public Column constant(Constant constant) {
        Column value = lit(constant.value());
        return Expressions.type(value).equals(constant.type()) ? value : value.cast(constant.type());
    }

    @Override
    public Column column(ColumnValue column) {
        return slot(column.column().slot());
    }

    @Override
    public Column call(FunctionCall call) {
        return call.function()
                .builder()
                .orElseThrow(() ->
                        JobException.of(ErrorCode.Internal, call.function().name() + "() is left in the plan."))
                .build(new BoundCall(call));
    }

    @Override
    public Column lambda(Lambda lambda) {
        throw JobException.of(ErrorCode.Internal, "A lambda stands outside a call.");
    }

    @Override
    public Column variable(Variable variable) {
        return variables.get(variable.id());
    }

    @Override
    public Column field(FieldValue field) {
        return fieldOf(column(field.parent()), field.parent().type(), field.field());
    }

    private static Column fieldOf(Column parent, DataType type, String name) {
        if (type instanceof ArrayType array) {
            return transform(parent, item -> fieldOf(item, array.elementType(), name));
        }
        return parent.getField(name);
    }

    /** Spark counts from the end for a negative index, and fails for 0; here there is nothing at either. */
    @Override
    public Column element(ElementValue element) {
        Column parent = column(element.parent());
        Column index = column(element.index());
        if (!(element.parent().type() instanceof ArrayType)) {
            return parent.apply(index);
        }
        if (element.index() instanceof Constant constant && constant.value() instanceof Integer position) {
            return position > 0 ? parent.getItem(position - 1) : lit(null).cast(element.type());
        }
        return when(index.gt(0).and(index.leq(size(parent))), element_at(parent, greatest(index, lit(1))));
    }

    @Override
    public Column conversion(Conversion conversion) {
        Column operand = column(conversion.operand());
        return conversion.formats().isEmpty()
                ? Conversions.convert(operand, conversion.operand().type(), conversion.type())
                : Conversions.convert(operand, conversion.operand().type(), conversion.type(), conversion.formats());
    }

    @Override
    public Column struct(StructValue value) {
        return struct(IntStream.range(0, value.names().size())
                .mapToObj(i -> column(value.values().get(i)).as(value.names().get(i)))
                .toArray(Column[]::new));
    }

    private static Column struct(Column... columns) {
        return org.apache.spark.sql.functions.struct(columns);
    }

    @Override
    public Column array(ArrayValue value) {
        Column[] items = value.items().stream().map(this::column).toArray(Column[]::new);
        return items.length == 0 ? emptyArray(value.type()) : org.apache.spark.sql.functions.array(items);
    }

    private static Column emptyArray(DataType type) {
        DataType element = ((ArrayType) type).elementType();
        DataType known = element.equals(DataTypes.NullType) ? DataTypes.StringType : element;
        return org.apache.spark.sql.functions.array().cast(DataTypes.createArrayType(known));
    }

    @Override
    public Column map(MapValue value) {
        List<Column> entries = new ArrayList<>();
        for (int i = 0; i < value.keys().size(); i++) {
            entries.add(column(value.keys().get(i)));
            entries.add(column(value.values().get(i)));
        }
        return org.apache.spark.sql.functions.map(entries.toArray(Column[]::new));
    }

    @Override
    public Column mark(MarkValue mark) {
        return slot(mark.mark().column());
    }

    @Override
    public Column cache(CacheValue cache) {
        return caches.apply(cache).apply(cache.keys().stream().map(this::column).toList());
    }

    @Override
    public Column unknown(UnknownValue unknown) {
        throw JobException.of(
                ErrorCode.UnknownColumn,
                "'" + unknown.name() + "' is not there: it is neither a column of the data nor a parameter with a"
                        + " value.");
    }

    /** A call with its arguments as Columns. */
    private final class BoundCall implements Call {

        private final FunctionCall call;
        private final CallAnalysis.Known known;

        BoundCall(FunctionCall call) {
            this.call = call;
            this.known = new CallAnalysis.Known(call.arguments());
        }

        @Override
        public int size() {
            return known.size();
        }

        @Override
        public DataType type(int index) {
            return known.type(index);
        }

        @Override
        public Optional<Object> constant(int index) {
            return ConstantValues.value(call.arguments().get(index), startOfRun);
        }

        @Override
        public Column column(int index) {
            return ColumnBuilder.this.column(call.arguments().get(index));
        }

        @Override
        public Column lambda(int index, Column... columns) {
            Lambda lambda = (Lambda) call.arguments().get(index);
            Map<Integer, Column> inside = new HashMap<>(variables);
            for (int i = 0; i < Math.min(columns.length, lambda.variables().size()); i++) {
                inside.put(lambda.variables().get(i).id(), columns[i]);
            }
            return new ColumnBuilder(startOfRun, aggregates, places, caches, inside).column(lambda.body());
        }

        @Override
        public DataType result() {
            return call.type();
        }

        @Override
        public Instant startOfRun() {
            return startOfRun;
        }

        @Override
        public Column over(Column aggregate) {
            boolean place = call.function().kind() == Kind.WINDOW;
            return place ? places.apply(aggregate) : aggregates.apply(aggregate);
        }
    }
}
