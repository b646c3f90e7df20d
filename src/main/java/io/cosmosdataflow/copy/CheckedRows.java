package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of a mapping whose values could all be converted. The first other row ends the job, with its place; or,
 * where rows are to be skipped, such rows are handed over and left out. One projection, or one and a filter.
 */
final class CheckedRows {

    private static final String NUMBER = "$$ROW_NUMBER";
    private static final String PROBLEM = "$$PROBLEM";
    private static final String ITEM = "$$ITEM";
    private static final String CONVERTED = "$$CONVERTED_";
    /** The number of a row in its partition is in the lower bits, that of the partition in the others. */
    private static final int ROW_BITS = 33;

    private final SourceFields fields;
    private final Optional<LostRows> skipped;
    private final String advice;

    /** @param advice what to do about a value that does not fit, behind the finding; empty for none */
    CheckedRows(SourceFields fields, Optional<LostRows> skipped, String advice) {
        this.fields = fields;
        this.skipped = skipped;
        this.advice = advice;
    }

    /** A row's value and the column that it becomes; the column may be made of several. */
    interface Target {

        /**
         * @param rows that the values are columns of
         * @param values converted, in the order of those that were given
         */
        List<Column> columns(Dataset<Row> rows, List<Column> values);
    }

    /** @return what {@code target} makes of the values, and the path of the file where there is one */
    Dataset<Row> of(List<ConvertedValue> values, Target target) {
        boolean checked = values.stream().anyMatch(ConvertedValue::checked)
                || fields.fault().isPresent();
        if (!checked) {
            return select(
                    fields.rows(),
                    target.columns(
                            fields.rows(),
                            values.stream().map(ConvertedValue::value).toList()));
        }
        Dataset<Row> numbered = NamedColumns.with(fields.rows(), NUMBER, monotonically_increasing_id());
        return skipped.isPresent()
                ? withoutUnfit(numbered, values, target, skipped.get())
                : orRaise(numbered, values, target);
    }

    /** A value is converted once: it is looked at again only where it has become null. */
    private Dataset<Row> orRaise(Dataset<Row> numbered, List<ConvertedValue> values, Target target) {
        Column place = place();
        List<Column> safe = new ArrayList<>();
        for (ConvertedValue value : values) {
            safe.add(
                    value.checked()
                            ? coalesce(
                                    value.value(),
                                    when(
                                            value.source().column().isNotNull(),
                                            IncompatibleRow.raise(
                                                    concat(place, lit(": " + value.complaint() + advice)))))
                            : value.value());
        }
        if (fields.fault().isPresent() && !safe.isEmpty()) {
            Column fault = fields.fault().get();
            Column raised = IncompatibleRow.raise(concat(place, lit(": "), fault));
            safe.set(0, when(fault.isNotNull(), raised).otherwise(safe.get(0)));
        }
        return select(numbered, target.columns(numbered, safe));
    }

    private Dataset<Row> withoutUnfit(Dataset<Row> numbered, List<ConvertedValue> values, Target target, LostRows to) {
        List<Column> projected = new ArrayList<>(
                Arrays.stream(numbered.columns()).map(ColumnName::column).toList());
        List<Column> converted = new ArrayList<>();
        List<Column> problems = new ArrayList<>();
        fields.fault().ifPresent(problems::add);
        for (ConvertedValue value : values) {
            if (value.checked()) {
                String name = CONVERTED + converted.size();
                projected.add(value.value().as(name));
                converted.add(ColumnName.column(name));
                problems.add(value.problem(ColumnName.column(name), advice));
            } else {
                converted.add(value.value());
            }
        }
        Column problem = coalesce(problems.toArray(Column[]::new));
        Dataset<Row> judged = NamedColumns.with(numbered.select(projected.toArray(Column[]::new)), PROBLEM, problem);
        Dataset<Row> explained = NamedColumns.with(
                judged, ITEM, when(NamedColumns.column(judged, PROBLEM).isNotNull(), fields.item()));
        Column handOver = functions
                .udf(new HandOver(to), DataTypes.BooleanType)
                .asNondeterministic()
                .apply(ColumnName.column(ITEM), concat(place(), lit(": "), ColumnName.column(PROBLEM)));
        Column keep = when(ColumnName.column(PROBLEM).isNull(), lit(true)).otherwise(handOver);
        return select(explained.filter(keep), target.columns(explained, converted));
    }

    /** Row 17 of partition 0, and of which file. */
    private Column place() {
        Column number = ColumnName.column(NUMBER);
        Column row = number.bitwiseAND(lit((1L << ROW_BITS) - 1)).plus(1);
        Column place = concat(
                lit("row "),
                row.cast("string"),
                lit(" of partition "),
                shiftright(number, ROW_BITS).cast("string"));
        return hasFilePath()
                ? concat(place, lit(", from file '"), ColumnName.column(Columns.FILE_PATH), lit("'"))
                : place;
    }

    private Dataset<Row> select(Dataset<Row> rows, List<Column> columns) {
        List<Column> all = new ArrayList<>(columns);
        if (hasFilePath()) {
            all.add(ColumnName.column(Columns.FILE_PATH));
        }
        return rows.select(all.toArray(Column[]::new));
    }

    private boolean hasFilePath() {
        return Arrays.asList(fields.rows().columns()).contains(Columns.FILE_PATH);
    }

    /** Gives rows away; false, so that a filter leaves them out. */
    private record HandOver(LostRows to) implements UDF2<String, String, Boolean> {

        @Override
        public Boolean call(String item, String message) {
            to.lost(new LostRow(item, Character.toUpperCase(message.charAt(0)) + message.substring(1) + "."));
            return false;
        }
    }
}
