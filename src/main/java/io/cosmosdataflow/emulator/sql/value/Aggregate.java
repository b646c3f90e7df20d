package io.cosmosdataflow.emulator.sql.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * The aggregates. Undefined values do not take part; SUM and AVG of a value that is no number, and MIN and MAX of an
 * array or object, are undefined. Source: Microsoft Learn, "Aggregate functions".
 */
public enum Aggregate {
    COUNT("Count"),
    SUM("Sum"),
    MIN("Min"),
    MAX("Max"),
    AVG("Average");

    private static final Map<String, Aggregate> NAMES =
            Map.of("COUNT", COUNT, "SUM", SUM, "MIN", MIN, "MAX", MAX, "AVG", AVG);

    private final String planName;

    Aggregate(String planName) {
        this.planName = planName;
    }

    /** The name in a query plan. */
    public String planName() {
        return planName;
    }

    /** The aggregate of this name in any case of letters, or null. */
    public static Aggregate find(String name) {
        return NAMES.get(name.toUpperCase(Locale.ROOT));
    }

    public Accumulator accumulator() {
        return switch (this) {
            case COUNT -> new Counting();
            case SUM -> new Adding(false);
            case AVG -> new Adding(true);
            case MIN -> new Choosing(-1);
            case MAX -> new Choosing(1);
        };
    }

    /** The state of one aggregate over the rows of one group. */
    public interface Accumulator {
        /** Takes the argument's value of one row. */
        void add(JsonNode value);

        JsonNode result();
    }

    private static final class Counting implements Accumulator {
        private long count;

        @Override
        public void add(JsonNode value) {
            if (value != null) {
                count++;
            }
        }

        @Override
        public JsonNode result() {
            return Values.number(count);
        }
    }

    private static final class Adding implements Accumulator {
        private final boolean average;
        private double sum;
        private long count;
        private boolean undefined;

        private Adding(boolean average) {
            this.average = average;
        }

        @Override
        public void add(JsonNode value) {
            if (value == null) {
                return;
            }
            if (value.isNumber()) {
                sum += value.doubleValue();
                count++;
            } else {
                undefined = true;
            }
        }

        @Override
        public JsonNode result() {
            if (undefined || average && count == 0) {
                return null;
            }
            return Values.number(average ? sum / count : sum);
        }
    }

    private static final class Choosing implements Accumulator {
        private final int wanted;
        private JsonNode chosen;
        private boolean undefined;

        private Choosing(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void add(JsonNode value) {
            if (value == null) {
                return;
            }
            if (value.isContainerNode()) {
                undefined = true;
            } else if (chosen == null || Integer.signum(Values.compare(value, chosen)) == wanted) {
                chosen = value;
            }
        }

        @Override
        public JsonNode result() {
            return undefined ? null : chosen;
        }
    }
}
