package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.cosmosdataflow.compile.RowErrors.RowError;
import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Expectation;
import io.cosmosdataflow.plan.node.Node.Assertion;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Rows that fail an expectation are marked, or end the run. */
final class Assertions {

    private static final String FOUND = "$$FOUND";

    private final Assertion node;
    private final ColumnBuilder columns;

    private Assertions(Assertion node, ColumnBuilder columns) {
        this.node = node;
        this.columns = columns;
    }

    /** @param other the second input; asked for only if an expectation looks into it */
    static Dataset<Row> compile(
            Assertion node, Dataset<Row> input, Supplier<Dataset<Row>> other, ColumnBuilder columns) {
        return new Assertions(node, columns).compile(input, other);
    }

    private Dataset<Row> compile(Dataset<Row> input, Supplier<Dataset<Row>> other) {
        Dataset<Row> rows = input;
        List<RowError> errors = new ArrayList<>();
        boolean marked = List.of(input.columns()).contains(RowMark.ERRORS.column());
        for (Expectation expectation : node.expectations()) {
            String found = FOUND + errors.size();
            Column failed;
            if (expectation.rule() instanceof Expectation.Exists exists) {
                rows = Matches.marked(rows, other.get(), exists, found, columns);
                failed = notFound(exists, found, expectation.ignoreNulls());
            } else if (expectation.rule() instanceof Expectation.Unique unique) {
                rows = NamedColumns.with(rows, found, occurrences(unique, expectation.filter()));
                failed = ColumnBuilder.slot(found).gt(1).and(unlessNull(unique.values(), expectation.ignoreNulls()));
            } else {
                Column condition = columns.column(((Expectation.True) expectation.rule()).condition());
                failed = not(coalesce(condition, lit(expectation.ignoreNulls())));
            }
            Column concerned = expectation
                    .filter()
                    .map(filter -> coalesce(columns.column(filter), lit(false)).and(failed))
                    .orElse(failed);
            Column message = expectation.message().map(columns::column).orElse(lit(""));
            errors.add(new RowError(expectation.id(), concerned, message));
        }
        Dataset<Row> checked = node.abort() ? RowErrors.aborting(rows, node.name(), errors) : rows;
        return Projections.ordered(
                NamedColumns.with(checked, RowMark.ERRORS.column(), RowErrors.mark(errors, marked)),
                node.shape().schema());
    }

    /** How many of the rows concerned have the same values; NULL is a value here. */
    private Column occurrences(Expectation.Unique unique, Optional<TypedExpression> filter) {
        Column[] same = Stream.concat(filter.stream(), unique.values().stream())
                .map(columns::column)
                .toArray(Column[]::new);
        return count(lit(1)).over(Window.partitionBy(same));
    }

    private Column unlessNull(List<TypedExpression> values, boolean ignoreNulls) {
        Column complete = lit(true);
        for (TypedExpression value : ignoreNulls ? values : List.<TypedExpression>of()) {
            complete = complete.and(columns.column(value).isNotNull());
        }
        return complete;
    }

    private Column notFound(Expectation.Exists exists, String found, boolean ignoreNulls) {
        List<String> right = exists.right().stream().map(each -> each.slot()).toList();
        List<TypedExpression> left = io.cosmosdataflow.plan.expression.Parts.all(exists.condition()).stream()
                .filter(part -> part instanceof ColumnValue value
                        && !right.contains(value.column().slot()))
                .toList();
        return ColumnBuilder.slot(found).isNull().and(unlessNull(left, ignoreNulls));
    }
}
