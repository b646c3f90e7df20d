package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writes that this driver has open, by ticket. Options of a DataSource show up in plans and logs; a
 * ticket may, an account key may not.
 */
final class OpenWrites {

    /** One write and, once its job has ended, what it did. */
    static final class Write {
        private final DocumentsToWrite documents;
        private final boolean ordered;
        private final RequestCharge charge;
        private final Optional<RejectDrafts> drafts;
        private volatile TaskOutcome outcome = TaskOutcome.NOTHING;

        /**
         * @param ordered whether a task that runs again gets its rows in the same order
         * @param charge of all tasks
         */
        Write(DocumentsToWrite documents, boolean ordered, RequestCharge charge) {
            this.charge = charge;
            this.documents = documents;
            this.ordered = ordered;
            this.drafts = documents
                    .rejecting()
                    .map(rejecting ->
                            new RejectDrafts(rejecting, UUID.randomUUID().toString()));
        }

        DocumentsToWrite documents() {
            return documents;
        }

        Optional<RejectDrafts> drafts() {
            return drafts;
        }

        /**
         * For the executors.
         *
         * @param tasks that run at a time
         */
        DocumentWriterFactory writers(int tasks) {
            return new DocumentWriterFactory(
                    documents.address(),
                    documents.partitionKey(),
                    documents.limits().sharedBy(tasks),
                    documents.repeats(),
                    documents.columns(),
                    documents.absentDeletes(),
                    drafts.orElse(null),
                    UUID.randomUUID().toString(),
                    ordered,
                    charge);
        }

        TaskOutcome outcome() {
            return outcome.withRequestCharge(charge.total());
        }

        void ended(TaskOutcome all) {
            outcome = all;
        }
    }

    private static final Map<String, Write> WRITES = new ConcurrentHashMap<>();

    private OpenWrites() {}

    static String add(Write write) {
        String ticket = UUID.randomUUID().toString();
        WRITES.put(ticket, write);
        return ticket;
    }

    static Write get(String ticket) {
        Write write = WRITES.get(ticket);
        if (write == null) {
            throw new IllegalStateException("This sink is closed, or was opened by another driver.");
        }
        return write;
    }

    static void remove(String ticket) {
        WRITES.remove(ticket);
    }
}
