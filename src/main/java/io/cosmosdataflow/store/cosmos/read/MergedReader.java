package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.azure.cosmos.models.SqlQuerySpec;
import azure_cosmos_spark.com.azure.cosmos.util.CosmosPagedFlux;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.reactor.core.publisher.Flux;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.sdk.StoredText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Streams the pages of one cross-partition query; at most two pages are in memory. */
final class MergedReader implements PartitionReader<InternalRow> {

    private static final int PAGES_AHEAD = 1;
    private static final int SERVICE_PAGE = 1_000;
    /** What the connector calls a value that is no object; one query gives the same rows either way. */
    private static final String WRAPPED = "_value";

    private final ContainerAddress address;
    private final boolean systemProperties;
    private final ReadMeter meter;
    private final TaskMeter task;
    private final ClientLease lease;
    private final Stream<FeedResponse<JsonNode>> stream;
    private final Iterator<FeedResponse<JsonNode>> pages;
    private Iterator<JsonNode> page = Collections.emptyIterator();
    private boolean closed;

    MergedReader(ContainerAddress address, String query, int pageSize, boolean systemProperties, ReadMeter meter) {
        StoredText.keep();
        this.address = address;
        this.systemProperties = systemProperties;
        this.meter = meter;
        this.task = meter.task();
        lease = CosmosClients.lease(address.account(), ClientUse.READ);
        CosmosPagedFlux<JsonNode> found = lease.container(address)
                .queryItems(new SqlQuerySpec(query), new CosmosQueryRequestOptions(), JsonNode.class);
        Flux<FeedResponse<JsonNode>> paged = found.byPage(pageSize > 0 ? pageSize : SERVICE_PAGE);
        stream = paged.toStream(PAGES_AHEAD);
        pages = stream.iterator();
    }

    @Override
    public boolean next() {
        try {
            while (!page.hasNext()) {
                if (!pages.hasNext()) {
                    return false;
                }
                FeedResponse<JsonNode> response = pages.next();
                task.charged(response.getRequestCharge());
                page = response.getResults().iterator();
            }
            return true;
        } catch (RuntimeException e) {
            throw ServiceFaults.reading(e, address);
        }
    }

    @Override
    public InternalRow get() {
        JsonNode found = page.next();
        String value = StoredText.of(found);
        String text = found.isObject() ? value : "{\"" + WRAPPED + "\":" + value + "}";
        byte[] stored = text.getBytes(StandardCharsets.UTF_8);
        byte[] document = systemProperties ? stored : SystemProperties.without(stored);
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
            stream.close();
            lease.close();
            meter.add(task);
        }
    }
}
