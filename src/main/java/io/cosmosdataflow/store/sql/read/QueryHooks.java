package io.cosmosdataflow.store.sql.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query in which names stand for what differs between its parts.
 *
 * <p>Source: Microsoft Learn, "Parallel copy" of connector-azure-sql-database, connector-oracle and
 * connector-azure-database-for-postgresql; the names begin with {@code ?Adf}, in newer pages with {@code ?Df}.
 */
record QueryHooks(String text) {

    private static final Pattern CONDITION = hook("DynamicRangePartitionCondition");
    private static final Pattern COLUMN = hook("RangePartitionColumnName");
    private static final Pattern UPPER = hook("RangePartitionUpbound");
    private static final Pattern LOWER = hook("RangePartitionLowbound");
    private static final Pattern NAME = hook("TabularPartitionName");

    boolean hasRange() {
        return CONDITION.matcher(text).find() || COLUMN.matcher(text).find() || hasBounds();
    }

    boolean hasBounds() {
        return UPPER.matcher(text).find() || LOWER.matcher(text).find();
    }

    boolean hasName() {
        return NAME.matcher(text).find();
    }

    /** All rows but, with bounds, those without a value. */
    String everything(String column) {
        return fill(column, "1 = 1", column, column);
    }

    String where(String column, String condition) {
        return fill(column, condition, column, column);
    }

    String between(String column, String lower, String upper) {
        return fill(column, column + " >= " + lower + " AND " + column + " <= " + upper, lower, upper);
    }

    String named(String name) {
        return replace(NAME, text, name);
    }

    private String fill(String column, String condition, String lower, String upper) {
        String filled = replace(CONDITION, text, "(" + condition + ")");
        filled = replace(COLUMN, filled, column);
        return replace(UPPER, replace(LOWER, filled, lower), upper);
    }

    private static String replace(Pattern hook, String text, String value) {
        return hook.matcher(text).replaceAll(Matcher.quoteReplacement(value));
    }

    private static Pattern hook(String name) {
        return Pattern.compile("\\?A?df" + name, Pattern.CASE_INSENSITIVE);
    }
}
