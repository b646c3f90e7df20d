package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Database;
import io.cosmosdataflow.emulator.storage.ItemOperation.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what a request asks for, by method, path and the headers that tell one POST from another. */
final class Router {

    private static final String INTENDED = "x-ms-cosmos-intended-collection-rid";

    private final AccountCatalog catalog;
    private final MetadataResource metadata;
    private final ItemResource items;
    private final BatchResource batches;
    private final QueryResource queries;
    private final FeedResource feeds;
    private final AddressResource addresses;
    private final Placements placements;

    Router(
            AccountCatalog catalog,
            MetadataResource metadata,
            AddressResource addresses,
            Placements placements,
            Metering metering,
            FaultSwitch faults) {
        this.catalog = catalog;
        this.metadata = metadata;
        this.addresses = addresses;
        this.placements = placements;
        this.items = new ItemResource(metering);
        this.batches = new BatchResource(metering, faults);
        this.feeds = new FeedResource(metering);
        this.queries = new QueryResource(metering, feeds);
    }

    /** What is asked for, and how it is answered. */
    record Route(RequestKind kind, Supplier<GatewayResponse> action) {}

    Route route(GatewayRequest request, Regions.Region region) {
        List<String> path = request.segments();
        String method = request.method();
        if (path.isEmpty()) {
            return read(() -> metadata.account(request));
        }
        if (path.get(0).equals(AddressResource.ROOT) && path.size() == 1) {
            return read(() -> addresses.addresses(request, region.place()));
        }
        if (path.get(0).equals("offers") && path.size() <= 2) {
            return offers(request, path, method);
        }
        if (!path.get(0).equals("dbs")) {
            throw unknown(request);
        }
        if (path.size() == 1) {
            return method.equals("GET") || request.isQuery()
                    ? read(() -> metadata.databases(request))
                    : write(request, "POST", () -> metadata.createDatabase(request));
        }
        if (path.size() == 2) {
            return method.equals("GET")
                    ? read(() -> metadata.database(path.get(1)))
                    : write(request, "DELETE", () -> metadata.dropDatabase(path.get(1)));
        }
        if (!path.get(2).equals("colls")) {
            throw unknown(request);
        }
        if (path.size() == 3) {
            return method.equals("GET") || request.isQuery()
                    ? read(() -> metadata.containers(request, catalog.database(path.get(1))))
                    : write(request, "POST", () -> metadata.createContainer(request, catalog.database(path.get(1))));
        }
        return inContainer(request, path, method);
    }

    /**
     * Refuses what a replica does not have: its container was made anew, or its partition was moved or split. Who asks for one
     * document does not name a range, so it is told of the split; the SDK would take a range that is gone for the end.
     *
     * @throws ServiceError 410 with sub-status 1000, 1002 or 1007, or that of the move
     */
    void admit(GatewayRequest request, ReplicaPath replica, RequestKind kind) {
        if (replica.container().isEmpty()) {
            return;
        }
        Container container = container(request, null);
        if (!container.rid().equals(replica.container().get())) {
            throw ServiceError.of(410, ServiceError.NAME_CACHE_IS_STALE, "The container has been made anew.");
        }
        placements.admit(replica);
        if (container.partitions().stream().noneMatch(each -> each.index() == replica.partition())) {
            throw kind == RequestKind.ITEM_READ || kind == RequestKind.ITEM_WRITE
                    ? ServiceError.of(410, ServiceError.COMPLETING_SPLIT, "The partition is being split.")
                    : ServiceError.partitionGone();
        }
    }

    /** The container that a request is about, if there is one. */
    Optional<Container> container(GatewayRequest request) {
        List<String> path = request.segments();
        if (path.size() < 4 || !path.get(0).equals("dbs")) {
            return Optional.empty();
        }
        try {
            return Optional.of(container(request, null));
        } catch (ServiceError e) {
            return Optional.empty();
        }
    }

    /** Splits the physical partition that a request for documents is about; other requests split none. */
    void split(GatewayRequest request) {
        List<String> path = request.segments();
        if (path.size() >= 5 && path.get(4).equals("docs")) {
            Container container = present(request);
            container.split(AskedPartitions.of(request, container).partitions().get(0));
        }
    }

    private Route offers(GatewayRequest request, List<String> path, String method) {
        if (path.size() == 1) {
            return read(() -> metadata.offers(request));
        }
        return method.equals("GET")
                ? read(() -> metadata.offer(path.get(1)))
                : write(request, "PUT", () -> metadata.replaceOffer(request, path.get(1)));
    }

    private Route inContainer(GatewayRequest request, List<String> path, String method) {
        if (path.size() == 4) {
            return switch (method) {
                case "GET", "HEAD" -> read(() -> metadata.container(request, present(request)));
                case "PUT" -> write(request, "PUT", () -> metadata.replaceContainer(request, present(request)));
                default -> write(request, "DELETE", () -> {
                    Database database = catalog.database(path.get(1));
                    return metadata.dropContainer(database, present(request));
                });
            };
        }
        if (path.size() == 5 && path.get(4).equals("pkranges")) {
            return read(() -> metadata.partitions(request, present(request)));
        }
        if (!path.get(4).equals("docs") || path.size() > 6) {
            throw unknown(request);
        }
        if (path.size() == 6) {
            Kind kind =
                    switch (method) {
                        case "GET" -> Kind.READ;
                        case "PUT" -> Kind.REPLACE;
                        case "PATCH" -> Kind.PATCH;
                        case "DELETE" -> Kind.DELETE;
                        default -> throw unknown(request);
                    };
            return new Route(
                    kind.isWrite() ? RequestKind.ITEM_WRITE : RequestKind.ITEM_READ,
                    () -> items.execute(request, present(request), kind, path.get(5)));
        }
        return documents(request, method);
    }

    private Route documents(GatewayRequest request, String method) {
        if (method.equals("GET")) {
            return request.has("A-IM")
                    ? new Route(RequestKind.CHANGE_FEED, () -> feeds.changes(request, present(request)))
                    : new Route(RequestKind.READ_FEED, () -> feeds.list(request, present(request)));
        }
        if (!method.equals("POST")) {
            throw unknown(request);
        }
        if (request.isTrue("x-ms-cosmos-is-query-plan-request")) {
            return new Route(RequestKind.QUERY_PLAN, () -> queries.plan(request, present(request)));
        }
        if (request.isQuery()) {
            return new Route(RequestKind.QUERY, () -> queries.query(request, present(request)));
        }
        if (request.isTrue("x-ms-cosmos-is-batch-request")) {
            return new Route(RequestKind.BATCH, () -> batches.execute(request, present(request)));
        }
        Kind kind = request.isTrue("x-ms-documentdb-is-upsert") ? Kind.UPSERT : Kind.CREATE;
        return new Route(RequestKind.ITEM_WRITE, () -> items.execute(request, present(request), kind, null));
    }

    private Container present(GatewayRequest request) {
        return container(request, request.header(INTENDED));
    }

    private Container container(GatewayRequest request, String intended) {
        Container container = catalog.database(request.segments().get(1))
                .container(request.segments().get(3));
        if (intended != null && !intended.equals(container.rid())) {
            throw ServiceError.of(
                    400,
                    ServiceError.COLLECTION_RID_MISMATCH,
                    "Collection rid mismatch: the container '" + container.id() + "' has been made anew.");
        }
        return container;
    }

    private static Route read(Supplier<GatewayResponse> action) {
        return new Route(RequestKind.METADATA_READ, action);
    }

    private static Route write(GatewayRequest request, String method, Supplier<GatewayResponse> action) {
        if (!request.method().equals(method)) {
            throw unknown(request);
        }
        return new Route(RequestKind.METADATA_WRITE, action);
    }

    private static ServiceError unknown(GatewayRequest request) {
        return ServiceError.badRequest("The embedded Cosmos DB does not know the request '" + request.method() + " "
                + request.rawPath() + "'.");
    }
}
