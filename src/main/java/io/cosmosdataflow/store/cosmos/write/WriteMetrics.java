package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.metric.NamedSum;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What the Spark UI shows of a write. */
public final class WriteMetrics {

    private static final String DOCUMENTS = "documentsWritten";
    private static final String BYTES = "documentBytesWritten";
    private static final String REQUEST_UNITS = "writeRequestUnits";
    private static final String THROTTLED = "throttledWrites";
    private static final String RETRIED = "retriedWrites";

    private static final String INSERTED = "documentsInserted";
    private static final String UPDATED = "documentsUpdated";
    private static final String UPSERTED = "documentsUpserted";
    private static final String DELETED = "documentsDeleted";
    private static final String SKIPPED = "rowsSkipped";
    private static final String REJECTED = "documentsRejected";

    private WriteMetrics() {}

    static CustomMetric[] all() {
        return new CustomMetric[] {
            new Documents(),
            new Inserted(),
            new Updated(),
            new Upserted(),
            new Deleted(),
            new Skipped(),
            new Rejected(),
            new Bytes(),
            new RequestUnits(),
            new Throttled(),
            new Retried()
        };
    }

    static CustomTaskMetric[] of(TaskOutcome outcome) {
        return new CustomTaskMetric[] {
            new Value(DOCUMENTS, outcome.written()),
            new Value(INSERTED, outcome.rows().of(RowOperation.INSERT)),
            new Value(UPDATED, outcome.rows().of(RowOperation.UPDATE)),
            new Value(UPSERTED, outcome.rows().of(RowOperation.UPSERT)),
            new Value(DELETED, outcome.rows().of(RowOperation.DELETE)),
            new Value(SKIPPED, outcome.rows().of(RowOperation.SKIP)),
            new Value(REJECTED, outcome.rejected().count()),
            new Value(BYTES, outcome.bytes()),
            new Value(REQUEST_UNITS, Math.round(outcome.requests().charge())),
            new Value(THROTTLED, outcome.requests().throttled()),
            new Value(RETRIED, outcome.requests().retried())
        };
    }

    private record Value(String name, long value) implements CustomTaskMetric {}

    public static final class Documents extends NamedSum {
        public Documents() {
            super(DOCUMENTS, "documents written");
        }
    }

    public static final class Bytes extends NamedSum {
        public Bytes() {
            super(BYTES, "bytes written");
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

    public static final class Retried extends NamedSum {
        public Retried() {
            super(RETRIED, "retried operations");
        }
    }

    public static final class Inserted extends NamedSum {
        public Inserted() {
            super(INSERTED, "documents inserted");
        }
    }

    public static final class Updated extends NamedSum {
        public Updated() {
            super(UPDATED, "documents updated");
        }
    }

    public static final class Upserted extends NamedSum {
        public Upserted() {
            super(UPSERTED, "documents upserted");
        }
    }

    public static final class Deleted extends NamedSum {
        public Deleted() {
            super(DELETED, "documents deleted");
        }
    }

    public static final class Skipped extends NamedSum {
        public Skipped() {
            super(SKIPPED, "rows skipped");
        }
    }

    public static final class Rejected extends NamedSum {
        public Rejected() {
            super(REJECTED, "documents rejected");
        }
    }
}
