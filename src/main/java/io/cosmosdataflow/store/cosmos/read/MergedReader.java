package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.azure.cosmos.models.SqlQuerySpec;
import azure_cosmos_spark.com.azure.cosmos.util.CosmosPagedFlux;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.Answers;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.sdk.RequestListener;
import io.cosmosdataflow.store.cosmos.sdk.RequestMeter;
import io.cosmosdataflow.store.cosmos.sdk.StoredText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Streams the pages of one cross-partition query; at most two pages are in memory.
 *
 * <p>After a failure that passes the query is asked again from its start, and gives on from where it was: what it has
 * given by then has to be the same once more. A continuation of the SDK would be shorter, and loses rows of a query with
 * ORDER BY whose values are of several types (OrderByDocumentQueryExecutionContext of SDK 4.32 asks for those that are
 * greater than the last, which those of other types are not).
 */
final class MergedReader implements PartitionReader<InternalRow> {

    private static final int SERVICE_PAGE = 1_000;
    /** What the connector calls a value that is no object; one query gives the same rows either way. */
    private static final String WRAPPED = "_value";

    private final ContainerAddress address;
    private final boolean systemProperties;
    private final ReadMeter meter;
    private final TaskMeter task;
    private final ClientLease lease;
    private final String query;
    private final int pageSize;
    private final GivenRows given = new GivenRows();
    private final Patience patience = new Patience();
    private Attempt attempt;
    /** Whether the meter hears of requests by itself. */
    private boolean told;
    /** Null between two attempts. */
    private Pages pages;

    private Iterator<JsonNode> page = Collections.emptyIterator();
    private byte[] row;
    private boolean ended;
    private boolean closed;

    /**
     * Hears of the failure that makes what comes behind it wrong: the SDK's merge goes on with the other partitions as
     * if the one that has failed had no more, and fails in the end (Flux.mergeOrdered in OrderByUtils of SDK 4.32).
     */
    private static final class Attempt implements RequestMeter {

        private final TaskMeter task;
        private volatile CosmosException failure;

        Attempt(TaskMeter task) {
            this.task = task;
        }

        @Override
        public void charged(double requestUnits) {
            task.charged(requestUnits);
        }

        @Override
        public void throttledRequest() {
            task.throttledRequest();
        }

        @Override
        public void partitionGone() {
            task.partitionGone();
        }

        @Override
        public void failed(CosmosException answer) {
            failure = answer;
        }

        void requireWhole() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    MergedReader(ContainerAddress address, String query, int pageSize, boolean systemProperties, ReadMeter meter) {
        StoredText.keep();
        this.address = address;
        this.query = query;
        this.pageSize = pageSize > 0 ? pageSize : SERVICE_PAGE;
        this.systemProperties = systemProperties;
        this.meter = meter;
        this.task = meter.task();
        lease = CosmosClients.lease(address.account(), ClientUse.READ);
    }

    @Override
    public boolean next() {
        while (true) {
            try {
                return found();
            } catch (GivenRows.ChangedResult e) {
                throw JobException.of(
                        ErrorCode.CosmosReadFailed,
                        "Reading " + address + ": a request failed when rows had been read already, and the query gives"
                                + " others now: documents may have changed. Run the activity again.",
                        e);
            } catch (RuntimeException e) {
                stop();
                try {
                    patience.outlast(e);
                } catch (RuntimeException lasting) {
                    throw ServiceFaults.reading(lasting, address);
                }
            }
        }
    }

    private boolean found() {
        if (pages == null) {
            ended = false;
            given.restart();
            page = Collections.emptyIterator();
            attempt = new Attempt(task);
            CosmosQueryRequestOptions options = new CosmosQueryRequestOptions();
            told = RequestListener.listen(options, attempt);
            CosmosPagedFlux<JsonNode> all =
                    lease.container(address).queryItems(new SqlQuerySpec(query), options, JsonNode.class);
            pages = new Pages(all.byPage(pageSize), Answers.longestForAPage(address.account(), told), task::lastNews);
        }
        while (true) {
            while (page.hasNext()) {
                row = text(page.next());
                if (given.isNew(row)) {
                    patience.progressed();
                    return true;
                }
            }
            Optional<FeedResponse<JsonNode>> next = ended ? Optional.empty() : pages.next();
            if (next.isEmpty()) {
                ended = true;
                given.end();
                return false;
            }
            FeedResponse<JsonNode> response = next.get();
            attempt.requireWhole();
            patience.answered();
            if (!told) {
                task.charged(response.getRequestCharge());
            }
            page = response.getResults().iterator();
        }
    }

    private static byte[] text(JsonNode found) {
        String value = StoredText.of(found);
        String text = found.isObject() ? value : "{\"" + WRAPPED + "\":" + value + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void stop() {
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }

    @Override
    public InternalRow get() {
        byte[] document = systemProperties ? row : SystemProperties.without(row);
        task.document(document.length);
        return new GenericInternalRow(new Object[] {UTF8String.fromBytes(document)});
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return task.metrics();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stop();
            lease.close();
            meter.add(task);
        }
    }
}
