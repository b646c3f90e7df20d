package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.meter.RequestCharges;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Database;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Offer;
import io.cosmosdataflow.emulator.storage.Offer.Throughput;
import io.cosmosdataflow.emulator.storage.Partition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The account, databases, containers, their physical partitions, and offers. */
final class MetadataResource {

    private static final String GENERATION = ".";
    /** Of our own: whether clients are held to an offer. */
    private static final String METERED = "x-ms-embedded-metered";

    private static final int LEAST_AUTOSCALE = 1000;
    private static final int AUTOSCALE_SHARE = 10;
    private static final String QUERY_ENGINE =
            "{\"maxSqlQueryInputLength\":262144,\"maxJoinsPerSqlQuery\":5,\"maxLogicalAndPerSqlQuery\":500,"
                    + "\"maxLogicalOrPerSqlQuery\":500,\"maxUdfRefPerSqlQuery\":10,"
                    + "\"maxInExpressionItemsCount\":16000,\"queryMaxInMemorySortDocumentCount\":500,"
                    + "\"maxQueryRequestTimeoutFraction\":0.9,\"sqlAllowNonFiniteNumbers\":false,"
                    + "\"sqlAllowAggregateFunctions\":true,\"sqlAllowSubQuery\":true,"
                    + "\"sqlAllowScalarSubQuery\":true,\"allowNewKeywords\":true,\"sqlAllowLike\":true,"
                    + "\"sqlAllowGroupByClause\":true,\"maxSpatialQueryCells\":12,"
                    + "\"spatialMaxGeometryPointCount\":256,\"sqlAllowTop\":true,\"enableSpatialIndexing\":true}";

    private final AccountCatalog catalog;
    private final Statistics statistics;
    private final Regions regions;
    private final boolean serverless;
    private final boolean throttling;

    MetadataResource(AccountCatalog catalog, Statistics statistics, Regions regions, GatewayServer.Account account) {
        this.catalog = catalog;
        this.statistics = statistics;
        this.regions = regions;
        this.serverless = account.serverless();
        this.throttling = account.throttling();
    }

    GatewayResponse account(GatewayRequest request) {
        ObjectNode account = Json.object()
                .put("_self", "")
                .put("id", "embedded")
                .put("_rid", "embedded")
                .put("media", "//media/")
                .put("addresses", "//addresses/")
                .put("_dbs", "//dbs/");
        ArrayNode writable = account.putArray("writableLocations");
        ArrayNode readable = account.putArray("readableLocations");
        for (Regions.Region region : regions.all()) {
            readable.add(location(request, region));
            if (region.takesWrites()) {
                writable.add(location(request, region));
            }
        }
        account.put("enableMultipleWriteLocations", false);
        for (String policy : List.of("userReplicationPolicy", "systemReplicationPolicy")) {
            account.putObject(policy)
                    .put("asyncReplication", false)
                    .put("minReplicaSetSize", 1)
                    .put("maxReplicasetSize", 4);
        }
        account.putObject("userConsistencyPolicy").put("defaultConsistencyLevel", "Session");
        account.putObject("readPolicy").put("primaryReadCoefficient", 1).put("secondaryReadCoefficient", 1);
        account.put("queryEngineConfiguration", QUERY_ENGINE);
        return GatewayResponse.json(200, account).charge(0);
    }

    /** With one region, the address that the client came by: it may be that of a tunnel. */
    private ObjectNode location(GatewayRequest request, Regions.Region region) {
        String asked = request.authority();
        String authority =
                regions.all().size() == 1 ? asked : asked.substring(0, asked.lastIndexOf(':')) + ":" + region.port();
        return Json.object().put("name", region.name()).put("databaseAccountEndpoint", "https://" + authority + "/");
    }

    /** Source: the service's answer to a request that names a throughput in a serverless account. */
    private Throughput throughput(GatewayRequest request) {
        Throughput asked = request.throughput();
        if (serverless && asked != null) {
            throw ServiceError.badRequest(
                    "Setting offer throughput or autopilot on container is not supported for serverless accounts.");
        }
        return asked;
    }

    private void needOffers() {
        if (serverless) {
            throw ServiceError.badRequest("Reading or replacing offers is not supported for serverless accounts.");
        }
    }

    GatewayResponse databases(GatewayRequest request) {
        return list(
                request,
                "",
                "Databases",
                catalog.databases().stream().map(Database::body).toList());
    }

    GatewayResponse createDatabase(GatewayRequest request) {
        Database database = catalog.createDatabase(request.json(), throughput(request));
        return resource(201, database.body(), RequestCharges.METADATA_WRITE);
    }

    GatewayResponse database(String id) {
        return resource(200, catalog.database(id).body(), RequestCharges.METADATA_READ);
    }

    GatewayResponse dropDatabase(String id) {
        catalog.dropDatabase(catalog.database(id));
        return GatewayResponse.empty(204).charge(RequestCharges.METADATA_WRITE);
    }

    GatewayResponse containers(GatewayRequest request, Database database) {
        return list(
                request,
                database.rid(),
                "DocumentCollections",
                catalog.containers(database).stream().map(Container::body).toList());
    }

    GatewayResponse createContainer(GatewayRequest request, Database database) {
        Container container = catalog.createContainer(database, request.json(), throughput(request));
        return container(201, container, RequestCharges.METADATA_WRITE);
    }

    GatewayResponse container(GatewayRequest request, Container container) {
        GatewayResponse response = container(200, container, RequestCharges.METADATA_READ);
        FeedResource.quota(request, AskedPartitions.of(request, container), response);
        return response.header("x-ms-documentdb-collection-index-transformation-progress", "100");
    }

    GatewayResponse replaceContainer(GatewayRequest request, Container container) {
        catalog.replaceContainer(container, request.json());
        return container(200, container, RequestCharges.METADATA_WRITE);
    }

    GatewayResponse dropContainer(Database database, Container container) {
        catalog.dropContainer(database, container);
        return GatewayResponse.empty(204).charge(RequestCharges.METADATA_WRITE);
    }

    private GatewayResponse container(int status, Container container, double units) {
        return resource(status, container.body(), units)
                .owner("dbs/" + container.databaseId(), container.rid())
                .session(container.partitions().get(0));
    }

    GatewayResponse partitions(GatewayRequest request, Container container) {
        List<Partition> partitions = container.partitions();
        int known = knownGeneration(request.header("If-None-Match"), container);
        int now = partitions.stream().mapToInt(Partition::generation).max().orElseThrow();
        String etag = "\"" + container.rid() + GENERATION + now + "\"";
        if (known == now) {
            return GatewayResponse.empty(304).etag(etag).charge(RequestCharges.METADATA_READ);
        }
        Page page = new Page(container.rid(), "PartitionKeyRanges", 1024);
        for (Partition partition : partitions) {
            if (partition.generation() <= known) {
                continue;
            }
            String rid = container.rangeRid(partition);
            ObjectNode range = Json.object()
                    .put("_rid", rid)
                    .put("id", String.valueOf(partition.index()))
                    .put("_etag", etag)
                    .put("minInclusive", partition.range().min())
                    .put("maxExclusive", partition.range().max())
                    .put("ridPrefix", partition.index())
                    .put("_self", container.body().get("_self").textValue() + "pkranges/" + rid + "/")
                    .put("throughputFraction", 1.0 / partitions.size())
                    .put("status", "online");
            ArrayNode parents = range.putArray("parents");
            partition.ancestors().forEach(ancestor -> parents.add(String.valueOf(ancestor)));
            page.add(range.put("_ts", container.body().get("_ts").longValue()).put("lsn", partition.lsn()));
        }
        return page.response()
                .etag(etag)
                .owner(container.link(), container.rid())
                .charge(RequestCharges.METADATA_READ);
    }

    /** How many splits the client knows of; -1 if it knows no partition of this container. */
    private static int knownGeneration(String etag, Container container) {
        String prefix = "\"" + container.rid() + GENERATION;
        return etag == null || !etag.startsWith(prefix)
                ? -1
                : (int) GatewayRequest.number(
                        "If-None-Match", etag.substring(prefix.length()).replace("\"", ""));
    }

    GatewayResponse offers(GatewayRequest request) {
        needOffers();
        return list(
                request,
                "",
                "Offers",
                catalog.offers().stream().map(Offer::body).toList());
    }

    GatewayResponse offer(String rid) {
        needOffers();
        return offer(catalog.offer(rid), RequestCharges.METADATA_READ);
    }

    GatewayResponse replaceOffer(GatewayRequest request, String rid) {
        needOffers();
        Throughput present = catalog.offer(rid).throughput();
        Throughput asked;
        if (request.isTrue("x-ms-cosmos-migrate-offer-to-autopilot")) {
            asked = new Throughput(Math.max(LEAST_AUTOSCALE, present.unitsPerSecond()), true);
        } else if (request.isTrue("x-ms-cosmos-migrate-offer-to-manual-throughput")) {
            asked = new Throughput(Math.max(400, present.unitsPerSecond() / AUTOSCALE_SHARE), false);
        } else {
            asked = Offer.read(request.json().path("content"));
            int least = catalog.offer(rid).least();
            if (asked.unitsPerSecond() < least) {
                throw ServiceError.badRequest("The offer throughput " + asked.unitsPerSecond()
                        + " is below the present minimum of " + least + ".");
            }
        }
        Offer changed = catalog.replaceOffer(rid, asked);
        statistics.offerChanged(
                catalog.nameOf(changed),
                new Statistics.OfferChange(present.unitsPerSecond(), asked.unitsPerSecond(), asked.isAutoscale()));
        return offer(changed, RequestCharges.METADATA_WRITE);
    }

    private GatewayResponse offer(Offer offer, double units) {
        return resource(200, offer.body(), units)
                .header(METERED, String.valueOf(throttling))
                .header("x-ms-cosmos-min-throughput", String.valueOf(offer.least()))
                .header("x-ms-offer-replace-pending", "false");
    }

    private static GatewayResponse resource(int status, ObjectNode body, double units) {
        return GatewayResponse.json(status, body)
                .etag(body.get("_etag").textValue())
                .charge(units);
    }

    /** A list, or what a query over it selects. These lists are short: they come in one page. */
    private static GatewayResponse list(
            GatewayRequest request, String ownerRid, String name, List<? extends JsonNode> all) {
        Page page = new Page(ownerRid, name, 1024);
        Iterator<JsonNode> items = new ArrayList<JsonNode>(all).iterator();
        Iterator<JsonNode> selected =
                request.isQuery() ? QueryResource.parse(request).run(items) : items;
        selected.forEachRemaining(page::add);
        return page.response().charge(RequestCharges.METADATA_READ);
    }
}
