package io.cosmosdataflow.spark;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;

/**
 * What the partitions of a Dataset are when Spark computes one again, since an executor was lost with its part of a
 * shuffle: the blocks of a shuffle arrive in any order, so that places of rows change, and with them what goes by
 * places or by the order of additions. Found in Spark's plan, and in doubt nothing is the same.
 *
 * <p>Source: SPARK-23243, and what Spark 3.4 calls determinate, unordered and indeterminate; its own levels leave out
 * expressions.
 */
public final class Repeatability {

    /** Name of a function that asks somebody else, who may give another answer the next time. */
    public static final String ASKED = "asked";

    private final Dataset<Row> rows;
    private final PlanRows plan;

    private Repeatability(Dataset<Row> rows, PlanRows plan) {
        this.rows = rows;
        this.plan = plan;
    }

    /** Computes nothing. */
    public static Repeatability of(Dataset<Row> rows) {
        return new Repeatability(rows, PlanRows.of(rows.queryExecution().analyzed()));
    }

    /** Whether each partition has the same rows in the same order, with the same values. */
    public boolean ordered() {
        return plan.ordered() && same();
    }

    /** Whether each partition has the same rows, with the same values, in any order. */
    public boolean same() {
        return same(List.of(rows.columns()));
    }

    /** Whether each partition has as many rows, with the same values in these columns; names that are none count not. */
    public boolean same(Collection<String> columns) {
        Set<ExprId> asked = new HashSet<>();
        List<String> names = Arrays.asList(rows.columns());
        for (int i = 0; i < names.size(); i++) {
            if (columns.contains(names.get(i))) {
                Attribute attribute = rows.queryExecution().analyzed().output().apply(i);
                asked.add(attribute.exprId());
            }
        }
        return plan.sameRows() && asked.stream().noneMatch(plan.unstable()::contains);
    }
}
