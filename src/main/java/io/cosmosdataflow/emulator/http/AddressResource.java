package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Partition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the replicas of partitions are, which clients in direct mode ask for: a primary and three secondaries, all at
 * one port. With fewer, clients ask again at every read of databases and containers.
 *
 * <p>{@code GET /addresses/?$resolveFor=dbs/<rid>/colls/<rid>/docs&$partitionKeyRangeIds=0,1}; for databases and
 * containers {@code $resolveFor=dbs}.
 */
final class AddressResource {

    static final String ROOT = "addresses";

    /** What signatures of such requests are about: the kind of resource, and the owner's resource id. */
    record Signed(String type, String link) {}

    private static final int REPLICAS = 4;
    private static final String FOR = "$resolveFor";
    private static final String RANGES = "$partitionKeyRangeIds";

    private final AccountCatalog catalog;
    private final Placements placements;

    AddressResource(AccountCatalog catalog, Placements placements) {
        this.catalog = catalog;
        this.placements = placements;
    }

    static Signed signed(GatewayRequest request) {
        List<String> path = owner(request);
        return path.size() < 4 ? new Signed("dbs", "") : new Signed("docs", path.get(3));
    }

    GatewayResponse addresses(GatewayRequest request, int region) {
        if (placements.master().port() == 0) {
            throw ServiceError.notFound();
        }
        List<String> path = owner(request);
        ObjectNode body = Json.object().put("_rid", "");
        ArrayNode addresses = body.putArray("Addresss");
        if (path.size() < 4) {
            ReplicaPath master = new ReplicaPath(region, Optional.empty(), 0, 0);
            add(addresses, request, master, placements.master().port(), "M");
        } else {
            Container container = catalog.database(path.get(1)).container(path.get(3));
            List<String> asked =
                    List.of(parameters(request).getOrDefault(RANGES, "").split(","));
            for (Partition partition : container.partitions()) {
                String id = String.valueOf(partition.index());
                if (asked.contains(id)) {
                    Placements.Place place =
                            placements.told(container.rid(), partition.index(), request.isTrue("x-ms-force-refresh"));
                    ReplicaPath replica =
                            new ReplicaPath(region, Optional.of(container.rid()), partition.index(), place.moves());
                    add(addresses, request, replica, place.port(), id);
                }
            }
        }
        body.put("_count", addresses.size());
        return GatewayResponse.json(200, body).charge(0);
    }

    private void add(ArrayNode addresses, GatewayRequest request, ReplicaPath path, int port, String range) {
        String host = request.authority().substring(0, request.authority().lastIndexOf(':'));
        for (int replica = 0; replica < REPLICAS; replica++) {
            // Two names that the service spells so
            addresses
                    .addObject()
                    .put("isPrimary", replica == 0)
                    .put("protocol", "rntbd")
                    .put("logicalUri", "rntbd://" + host)
                    .put("physcialUri", "rntbd://" + host + ":" + port + path.text(replica))
                    .put("partitionIndex", range)
                    .put("partitionKeyRangeId", range);
        }
    }

    private static List<String> owner(GatewayRequest request) {
        return List.of(parameters(request)
                .getOrDefault(FOR, "")
                .replaceAll("^/+|/+$", "")
                .split("/"));
    }

    private static Map<String, String> parameters(GatewayRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : request.query().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        GatewayRequest.percentDecoded(pair.substring(0, equals)),
                        GatewayRequest.percentDecoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }
}
