package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.metric.NamedSum;
import org.apache.spark.sql.connector.metric.CustomMetric;

/** What the Spark UI shows of a read. */
public final class ReadMetrics {

    static final String DOCUMENTS = "documentsRead";
    static final String BYTES = "documentBytesRead";
    static final String REQUEST_UNITS = "readRequestUnits";
    static final String THROTTLED = "throttledReads";

    private ReadMetrics() {}

    static CustomMetric[] all() {
        return new CustomMetric[] {new Documents(), new Bytes(), new RequestUnits(), new Throttled()};
    }

    public static final class Documents extends NamedSum {
        public Documents() {
            super(DOCUMENTS, "documents read");
        }
    }

    public static final class Bytes extends NamedSum {
        public Bytes() {
            super(BYTES, "bytes read");
        }
    }

    public static final class RequestUnits extends NamedSum {
        public RequestUnits() {
            super(REQUEST_UNITS, "request units charged");
        }
    }

    public static final class Throttled extends NamedSum {
        public Throttled() {
            super(THROTTLED, "throttled requests");
        }
    }
}
