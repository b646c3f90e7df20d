package io.cosmosdataflow.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A condition on the typed columns of a source. A row matters only if the condition is true, neither false nor
 * NULL; a store that cannot tell lets the row pass, since the data flow looks again.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Long} or a finite {@code Double}: what a text, a boolean or
 * a number can be compared with. A whole number may be compared with a double, and the other way round; both are
 * doubles then.
 */
public sealed interface RowCondition {

    /** Every row matters. */
    RowCondition ANYTHING = new All(List.of());

    /** No row matters. */
    RowCondition NOTHING = new Any(List.of());

    /** How a column's value stands to another value. */
    enum Operator {
        EQUAL,
        DIFFERENT,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }

    /** All are true; none is left: true. */
    record All(List<RowCondition> conditions) implements RowCondition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** One at least is true; none is left: false. */
    record Any(List<RowCondition> conditions) implements RowCondition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** Texts and booleans are only compared for being equal or different. */
    record Compared(ColumnPath path, Operator operator, Object value) implements RowCondition {
        public Compared {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(value, "value");
        }
    }

    /** The value is one of these. */
    record OneOf(ColumnPath path, List<Object> values) implements RowCondition {
        public OneOf {
            Objects.requireNonNull(path, "path");
            values = List.copyOf(values);
        }
    }

    /** The text starts with another, letter by letter. */
    record StartsWith(ColumnPath path, String prefix) implements RowCondition {
        public StartsWith {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(prefix, "prefix");
        }
    }

    /** The value is NULL: because there is none, or because what is there is not of the column's type. */
    record Absent(ColumnPath path) implements RowCondition {
        public Absent {
            Objects.requireNonNull(path, "path");
        }
    }

    /** The value is not NULL. */
    record Present(ColumnPath path) implements RowCondition {
        public Present {
            Objects.requireNonNull(path, "path");
        }
    }

    static RowCondition all(List<RowCondition> conditions) {
        List<RowCondition> needed = new ArrayList<>();
        for (RowCondition each : conditions) {
            if (each.equals(NOTHING)) {
                return NOTHING;
            }
            if (each instanceof All inner) {
                needed.addAll(inner.conditions());
            } else {
                needed.add(each);
            }
        }
        return needed.size() == 1 ? needed.get(0) : new All(needed);
    }

    static RowCondition any(List<RowCondition> conditions) {
        List<RowCondition> ways = new ArrayList<>();
        for (RowCondition each : conditions) {
            if (each.equals(ANYTHING)) {
                return ANYTHING;
            }
            if (each instanceof Any inner) {
                ways.addAll(inner.conditions());
            } else if (!ways.contains(each)) {
                ways.add(each);
            }
        }
        return ways.size() == 1 ? ways.get(0) : new Any(ways);
    }
}
