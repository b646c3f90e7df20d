package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.ShownValue;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.testing.SharedSpark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataType;

/** Calls of functions with Columns as arguments, past the script: for what the builders do at the edges. */
public final class BuiltCalls {

    static final Instant START = Instant.parse("2018-03-01T23:30:00.123456Z");

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final List<DataType> types = new ArrayList<>();
    /** The body of a lambda. */
    record Lambda(DataType type, Body body) {}

    /** Makes a body of Columns for the variables. */
    interface Body {
        Column of(Column... variables);
    }

    /**
     * A case: {@code arguments} are Columns, {@link Lambda}s, {@link Types} and plain values.
     *
     * @param result as {@link ShownValue} shows it
     */
    BuiltCalls add(String label, String result, String name, Object... arguments) {
        Function function = Functions.find(name).orElseThrow();
        FakeCall call = new FakeCall(function, arguments, aggregate -> aggregate);
        columns.put(label, function.builder().orElseThrow().build(call));
        expected.put(label, result);
        types.add(call.result());
        return this;
    }

    static Column build(String name, Object... arguments) {
        return build(aggregate -> aggregate, name, arguments);
    }

    static Column build(UnaryOperator<Column> over, String name, Object... arguments) {
        Function function = Functions.find(name).orElseThrow();
        return function.builder().orElseThrow().build(new FakeCall(function, arguments, over));
    }

    /** All cases in one job over the first row. */
    void check(Dataset<Row> rows) {
        Dataset<Row> all = rows.select(columns.values().toArray(Column[]::new));
        Row row = all.head();
        Map<String, String> actual = new LinkedHashMap<>();
        int i = 0;
        for (String label : columns.keySet()) {
            DataType type = all.schema().fields()[i].dataType();
            assertThat(type.asNullable())
                    .as("type of " + label)
                    .isEqualTo(types.get(i).asNullable());
            actual.put(label, ShownValue.of(row.get(i), type));
            i++;
        }
        assertThat(actual).containsExactlyEntriesOf(expected);
    }

    void check() {
        check(SharedSpark.session().range(1).toDF());
    }

    private record FakeCall(Function function, Object[] arguments, UnaryOperator<Column> window) implements Call {

        @Override
        public int size() {
            return arguments.length;
        }

        @Override
        public DataType type(int index) {
            return arguments[index] instanceof Lambda lambda
                    ? lambda.type()
                    : column(index).expr().dataType();
        }

        @Override
        public Optional<Object> constant(int index) {
            return arguments[index] instanceof Column column
                    ? Optional.of(column.expr())
                            .filter(Literal.class::isInstance)
                            .map(literal -> ((Literal) literal).value())
                    : Optional.ofNullable(arguments[index]);
        }

        @Override
        public Column column(int index) {
            return arguments[index] instanceof Column column ? column : lit(arguments[index]);
        }

        @Override
        public Column lambda(int index, Column... variables) {
            return ((Lambda) arguments[index]).body().of(variables);
        }

        @Override
        public DataType result() {
            return function.type().of(this);
        }

        @Override
        public Instant startOfRun() {
            return START;
        }

        @Override
        public Column over(Column aggregate) {
            return window.apply(aggregate);
        }
    }
}
