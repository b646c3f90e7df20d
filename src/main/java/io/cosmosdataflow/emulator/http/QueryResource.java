package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.meter.RequestCharges;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.SqlQuery;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Partition;
import io.cosmosdataflow.emulator.storage.StoredDocument;
import java.util.Iterator;
import java.util.List;

/** Queries over documents, and their plans. */
final class QueryResource {

    private static final int CHUNK = 500;
    private static final long PAGE_NANOS = 3_000_000_000L;
    private static final int COUNTED_BYTES = 1024;

    private final Metering metering;
    private final FeedResource feed;
    private final OpenQueries cursors = new OpenQueries();

    QueryResource(Metering metering, FeedResource feed) {
        this.metering = metering;
        this.feed = feed;
    }

    static SqlQuery parse(GatewayRequest request) {
        ObjectNode body = request.json();
        if (!body.path("query").isTextual()) {
            throw ServiceError.badRequest("The request payload is invalid: 'query' is missing.");
        }
        return SqlQuery.parse(body.get("query").textValue(), body.get("parameters"));
    }

    GatewayResponse plan(GatewayRequest request, Container container) {
        SqlQuery query = parse(request);
        boolean isWithinPartitionKey = request.header("x-ms-documentdb-partitionkey") != null;
        return GatewayResponse.json(200, isWithinPartitionKey ? query.planWithinPartitionKey() : query.plan())
                .owner(container.link(), container.rid())
                .charge(RequestCharges.QUERY_PLAN);
    }

    GatewayResponse query(GatewayRequest request, Container container) {
        AskedPartitions scope = AskedPartitions.of(request, container);
        metering.admit(scope);
        SqlQuery query = parse(request);
        if (query.selectsWholeDocuments()) {
            return query.matchesAll() ? feed.list(request, scope) : filtered(request, query, scope);
        }
        return query.isPerDocument() ? perDocument(request, query, scope) : whole(request, query, scope);
    }

    private GatewayResponse filtered(GatewayRequest request, SqlQuery query, AskedPartitions scope) {
        return scan(request, scope, (document, text, skip, page) -> {
            if (query.matches(Json.parse(text))) {
                page.next().add(text);
            }
            return 0;
        });
    }

    private GatewayResponse perDocument(GatewayRequest request, SqlQuery query, AskedPartitions scope) {
        int most = request.maxItemCount();
        return scan(request, scope, (document, text, skip, page) -> {
            Iterator<JsonNode> results = query.run(List.of(Json.parse(text)).iterator());
            int seen = 0;
            while (results.hasNext()) {
                if (seen >= skip && (page.count() >= most || page.bytes() >= Page.LARGEST)) {
                    return seen;
                }
                JsonNode result = results.next();
                if (seen++ >= skip) {
                    page.add(result);
                }
            }
            return 0;
        });
    }

    /** Puts the results of one document on a page; gives how many it has given when the page was full, else 0. */
    private interface Step {
        int apply(StoredDocument document, byte[] text, int skip, Page page);
    }

    private GatewayResponse scan(GatewayRequest request, AskedPartitions scope, Step step) {
        Container container = scope.container();
        Position position = Position.of(request);
        int most = request.maxItemCount();
        long deadline = System.nanoTime() + PAGE_NANOS;
        Page page = new Page(container.rid(), "Documents", 16 * 1024);
        long read = 0;
        long bytes = 0;
        for (Partition partition : scope.from(position)) {
            boolean isResumed = partition.continues(position.partition());
            long after = isResumed ? position.after() : -1;
            int skip = isResumed ? position.skip() : 0;
            Partition.Slice slice;
            do {
                slice = container.scan(partition, after, new Partition.Limit(CHUNK, Page.LARGEST), scope.within());
                for (StoredDocument document : slice.documents()) {
                    if (page.count() >= most || page.bytes() >= Page.LARGEST || System.nanoTime() > deadline) {
                        return finish(request, scope, page, read, bytes, new Position(partition.index(), after, skip));
                    }
                    int given = step.apply(document, container.text(document), skip, page);
                    if (given > 0) {
                        return finish(request, scope, page, read, bytes, new Position(partition.index(), after, given));
                    }
                    skip = 0;
                    read++;
                    bytes += document.size();
                    after = document.number();
                }
                after = Math.max(after, slice.position());
            } while (!slice.isLast());
        }
        return finish(request, scope, page, read, bytes, null);
    }

    private GatewayResponse finish(
            GatewayRequest request, AskedPartitions scope, Page page, long read, long bytes, Position next) {
        int count = page.count();
        GatewayResponse response = feed.finish(scope, page, RequestCharges.page(read, bytes));
        metrics(request, response, read, bytes, count);
        FeedResource.quota(request, scope, response);
        return next == null ? response : response.header("x-ms-continuation", next.toString());
    }

    /** A query whose results need all documents together: one run serves all its pages. */
    private GatewayResponse whole(GatewayRequest request, SqlQuery query, AskedPartitions scope) {
        OpenQueries.Cursor cursor = cursors.take(request.header("x-ms-continuation"), scope, query);
        int most = request.maxItemCount();
        Page page = new Page(scope.container().rid(), "Documents", 16 * 1024);
        long before = cursor.scanned();
        while (page.count() < most && page.bytes() < Page.LARGEST && cursor.hasNext()) {
            page.add(cursor.next());
        }
        long read = cursor.scanned() - before;
        int count = page.count();
        GatewayResponse response = feed.finish(scope, page, RequestCharges.page(read, read * COUNTED_BYTES));
        metrics(request, response, read, read * COUNTED_BYTES, count);
        FeedResource.quota(request, scope, response);
        return cursor.hasNext() ? response.header("x-ms-continuation", cursors.keep(cursor)) : response;
    }

    private static void metrics(GatewayRequest request, GatewayResponse response, long read, long bytes, int given) {
        if (request.isTrue("x-ms-documentdb-populatequerymetrics")) {
            response.header(
                    "x-ms-documentdb-query-metrics",
                    "totalExecutionTimeInMs=0.10;queryCompileTimeInMs=0.02;queryLogicalPlanBuildTimeInMs=0.00;"
                            + "queryPhysicalPlanBuildTimeInMs=0.00;queryOptimizationTimeInMs=0.00;"
                            + "VMExecutionTimeInMs=0.05;indexLookupTimeInMs=0.01;documentLoadTimeInMs=0.01;"
                            + "systemFunctionExecuteTimeInMs=0.00;userFunctionExecuteTimeInMs=0.00;"
                            + "retrievedDocumentCount=" + read + ";retrievedDocumentSize=" + bytes
                            + ";outputDocumentCount=" + given
                            + ";outputDocumentSize=0;writeOutputTimeInMs=0.00;indexUtilizationRatio=1.00");
        }
    }
}
