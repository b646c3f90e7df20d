package io.cosmosdataflow.store.cosmos.write;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What the Spark UI shows of a write. Spark makes the metrics by class name, hence one public class each. */
public final class WriteMetrics {

    private static final String DOCUMENTS = "documentsWritten";
    private static final String BYTES = "documentBytesWritten";
    private static final String REQUEST_UNITS = "writeRequestUnits";
    private static final String THROTTLED = "throttledWrites";
    private static final String RETRIED = "retriedWrites";

    private WriteMetrics() {}

    static CustomMetric[] all() {
        return new CustomMetric[] {new Documents(), new Bytes(), new RequestUnits(), new Throttled(), new Retried()};
    }

    static CustomTaskMetric[] of(TaskOutcome outcome) {
        return new CustomTaskMetric[] {
            new Value(DOCUMENTS, outcome.written()),
            new Value(BYTES, outcome.bytes()),
            new Value(REQUEST_UNITS, Math.round(outcome.requestCharge())),
            new Value(THROTTLED, outcome.throttled()),
            new Value(RETRIED, outcome.retried())
        };
    }

    private record Value(String name, long value) implements CustomTaskMetric {}

    public static final class Documents extends CustomSumMetric {
        @Override
        public String name() {
            return DOCUMENTS;
        }

        @Override
        public String description() {
            return "documents written";
        }
    }

    public static final class Bytes extends CustomSumMetric {
        @Override
        public String name() {
            return BYTES;
        }

        @Override
        public String description() {
            return "bytes written";
        }
    }

    public static final class RequestUnits extends CustomSumMetric {
        @Override
        public String name() {
            return REQUEST_UNITS;
        }

        @Override
        public String description() {
            return "request units charged";
        }
    }

    public static final class Throttled extends CustomSumMetric {
        @Override
        public String name() {
            return THROTTLED;
        }

        @Override
        public String description() {
            return "throttled requests";
        }
    }

    public static final class Retried extends CustomSumMetric {
        @Override
        public String name() {
            return RETRIED;
        }

        @Override
        public String description() {
            return "retried operations";
        }
    }
}
