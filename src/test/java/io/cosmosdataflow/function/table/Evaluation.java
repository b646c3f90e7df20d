package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.conversion.Conversions;
import io.cosmosdataflow.testing.FlowRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Evaluates Columns and calls of functions over one row, without a script around them. */
public final class Evaluation {

    private static final SparkSession SPARK = FlowRows.session();

    private Evaluation() {}

    /** The values as texts, as Spark shows them; structs and the like as JSON. */
    public static List<String> texts(List<Column> columns) {
        Column[] named = new Column[columns.size()];
        for (int i = 0; i < named.length; i++) {
            named[i] = columns.get(i).as("c" + i);
        }
        // The row comes from a file-like source, so that nothing is folded into a constant before the run.
        Row row = SPARK.range(1).select(named).head();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < named.length; i++) {
            texts.add(text(row.get(i)));
        }
        return texts;
    }

    static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return java.util.HexFormat.of().formatHex(bytes);
        }
        if (value instanceof scala.collection.Seq<?> values) {
            List<String> texts = new ArrayList<>();
            values.foreach(each -> texts.add(text(each)));
            return texts.toString();
        }
        return String.valueOf(value);
    }

    /** A call over arguments that are converted as the analysis converts them. */
    static Column call(String name, Object... arguments) {
        Function function = Functions.find(name).orElseThrow();
        List<Column> columns = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        List<Optional<Object>> constants = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            Argument argument = Argument.of(arguments[i]);
            DataType wanted = function.signature()
                    .parameter(i, arguments.length)
                    .type()
                    .accept(argument.type)
                    .orElseThrow();
            columns.add(Conversions.convert(argument.column, argument.type, wanted));
            types.add(wanted);
            constants.add(Optional.ofNullable(argument.constant));
        }
        FakeCall types0 = new FakeCall(columns, types, constants, DataTypes.NullType);
        DataType result = function.type().of(types0);
        Column built = function.builder().orElseThrow().build(new FakeCall(columns, types, constants, result));
        DataType actual = SPARK.range(1).select(built).schema().apply(0).dataType();
        if (!actual.catalogString().equals(result.catalogString())) {
            throw new AssertionError(name + " makes " + actual + " but says " + result);
        }
        return built;
    }

    /** An argument whose value only the row knows. */
    static Argument hidden(Object value) {
        Argument argument = Argument.of(value);
        return new Argument(when(col("id").geq(0), argument.column), argument.type, null);
    }

    static Argument column(Column column, DataType type) {
        return new Argument(column, type, null);
    }

    record Argument(Column column, DataType type, Object constant) {

        static Argument of(Object value) {
            if (value instanceof Argument argument) {
                return argument;
            }
            Column column = lit(value);
            return new Argument(
                    column, SPARK.range(1).select(column).schema().apply(0).dataType(), value);
        }
    }

    private record FakeCall(
            List<Column> columns, List<DataType> types, List<Optional<Object>> constants, DataType result)
            implements Call {

        @Override
        public Column column(int index) {
            return columns.get(index);
        }

        @Override
        public Column lambda(int index, Column... variables) {
            throw new UnsupportedOperationException("lambda");
        }

        @Override
        public Instant startOfRun() {
            return Instant.EPOCH;
        }

        @Override
        public Column over(Column aggregate) {
            return aggregate;
        }

        @Override
        public int size() {
            return columns.size();
        }

        @Override
        public DataType type(int index) {
            return types.get(index);
        }

        @Override
        public Optional<Object> constant(int index) {
            return constants.get(index);
        }
    }
}
