package io.cosmosdataflow.function.table;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;

/**
 * Equality as {@link Column#equalTo} has it, but without its warning for two sides that are the same: scripts
 * compare constants with constants, {@code 1 == 1} for instance, and mean it.
 */
final class Equality {

    private Equality() {}

    static Column equal(Column left, Column right) {
        return new Column(new EqualTo(left.expr(), right.expr()));
    }

    static Column nullSafe(Column left, Column right) {
        return new Column(new EqualNullSafe(left.expr(), right.expr()));
    }
}
