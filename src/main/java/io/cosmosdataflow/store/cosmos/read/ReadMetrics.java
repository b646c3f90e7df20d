package io.cosmosdataflow.store.cosmos.read;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** What the Spark UI shows of a read. Spark makes the metrics by class name, hence one public class each. */
public final class ReadMetrics {

    static final String DOCUMENTS = "documentsRead";
    static final String BYTES = "documentBytesRead";
    static final String REQUEST_UNITS = "readRequestUnits";
    static final String THROTTLED = "throttledReads";

    private ReadMetrics() {}

    static CustomMetric[] all() {
        return new CustomMetric[] {new Documents(), new Bytes(), new RequestUnits(), new Throttled()};
    }

    public static final class Documents extends CustomSumMetric {
        @Override
        public String name() {
            return DOCUMENTS;
        }

        @Override
        public String description() {
            return "documents read";
        }
    }

    public static final class Bytes extends CustomSumMetric {
        @Override
        public String name() {
            return BYTES;
        }

        @Override
        public String description() {
            return "bytes read";
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
}
