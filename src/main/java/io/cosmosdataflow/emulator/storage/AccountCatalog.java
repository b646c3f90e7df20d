package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.meter.ThroughputBudget;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.Offer.Throughput;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All databases, containers and offers; the one place where they are made, changed and dropped. */
public final class AccountCatalog implements AutoCloseable {

    private static final int UNITS_PER_PARTITION = 10_000;
    private static final List<String> REPLACEABLE = List.of(
            "indexingPolicy",
            "defaultTtl",
            "conflictResolutionPolicy",
            "geospatialConfig",
            "analyticalStorageTtl",
            "changeFeedPolicy",
            "computedProperties");

    private final Directory directory;
    private final int leastPartitions;
    final Map<String, Database> databases = new ConcurrentHashMap<>();
    final Map<String, Offer> offers = new ConcurrentHashMap<>();
    int lastNumber;

    private AccountCatalog(Directory directory, int leastPartitions) {
        this.directory = directory;
        this.leastPartitions = leastPartitions;
        // Resource ids differ from one start to the next, so that a stored change feed position of another life
        // of a container is recognised.
        this.lastNumber = new SecureRandom().nextInt(1 << 24);
    }

    public static AccountCatalog inMemory(int leastPartitions) {
        return new AccountCatalog(Directory.NONE, leastPartitions);
    }

    /** Opens what a directory keeps, or starts to keep it there. */
    public static AccountCatalog open(Directory directory, int leastPartitions) throws IOException {
        AccountCatalog catalog = new AccountCatalog(directory, leastPartitions);
        try {
            directory.load(catalog);
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
        return catalog;
    }

    public List<Database> databases() {
        List<Database> sorted = new ArrayList<>(databases.values());
        sorted.sort(Comparator.comparing(Database::id));
        return sorted;
    }

    public List<Container> containers(Database database) {
        List<Container> sorted = new ArrayList<>(database.containers.values());
        sorted.sort(Comparator.comparing(Container::id));
        return sorted;
    }

    public List<Offer> offers() {
        List<Offer> sorted = new ArrayList<>(offers.values());
        sorted.sort(Comparator.comparing(Offer::rid));
        return sorted;
    }

    /** Finds a database by id or resource id; 404 with sub-status 1003 when there is none. */
    public Database database(String idOrRid) {
        Database byId = databases.get(idOrRid);
        if (byId != null) {
            return byId;
        }
        for (Database database : databases.values()) {
            if (database.rid().equals(idOrRid)) {
                return database;
            }
        }
        throw ServiceError.ownerGone();
    }

    public Offer offer(String rid) {
        Offer offer = offers.get(rid);
        if (offer == null) {
            throw ServiceError.notFound();
        }
        return offer;
    }

    /** The offer that pays for a container: its own, else that of its database. */
    public Offer offerOf(Container container) {
        return offerFor(container.rid())
                .or(() -> offerFor(database(container.databaseId()).rid()))
                .orElseThrow(() -> new IllegalStateException("no offer for " + container.link()));
    }

    /** What a physical partition may spend. */
    public ThroughputBudget budgetOf(Container container, Partition partition) {
        Offer offer = offerOf(container);
        return offer.resourceRid().equals(container.rid())
                ? offer.ofPartition(partition.index(), container.partitions().size())
                : offer.shared();
    }

    /** What an offer is for: {@code database/container}, or {@code database/} where the containers share it. */
    public String nameOf(Offer offer) {
        for (Database database : databases()) {
            if (database.rid().equals(offer.resourceRid())) {
                return database.id() + "/";
            }
            for (Container container : containers(database)) {
                if (container.rid().equals(offer.resourceRid())) {
                    return database.id() + "/" + container.id();
                }
            }
        }
        throw ServiceError.notFound();
    }

    private Optional<Offer> offerFor(String resourceRid) {
        for (Offer offer : offers.values()) {
            if (offer.resourceRid().equals(resourceRid)) {
                return Optional.of(offer);
            }
        }
        return Optional.empty();
    }

    /** @param throughput what the containers share; null when each has its own */
    public synchronized Database createDatabase(ObjectNode request, Throughput throughput) {
        String id = requiredId(request);
        if (databases.containsKey(id)) {
            throw ServiceError.conflict();
        }
        int number = ++lastNumber;
        String rid = Rid.database(number);
        ObjectNode body = Json.object().put("id", id).put("_rid", rid).put("_self", "dbs/" + rid + "/");
        stamp(body);
        body.put("_colls", "colls/").put("_users", "users/");
        Database database = new Database(number, body);
        if (throughput != null) {
            addOffer(body.get("_self").textValue(), rid, throughput);
        }
        databases.put(id, database);
        save(() -> {
            databases.remove(id);
            dropOffer(rid);
        });
        return database;
    }

    public synchronized void dropDatabase(Database database) {
        if (databases.remove(database.id()) == null) {
            throw ServiceError.notFound();
        }
        Map<String, Offer> before = Map.copyOf(offers);
        database.containers.values().forEach(container -> dropOffer(container.rid()));
        dropOffer(database.rid());
        save(() -> {
            databases.put(database.id(), database);
            offers.putAll(before);
        });
        database.containers.values().forEach(this::discard);
    }

    /** @param throughput null where the request names none: the database's, else the least */
    public synchronized Container createContainer(Database database, ObjectNode request, Throughput throughput) {
        String id = requiredId(request);
        if (database.containers.containsKey(id)) {
            throw ServiceError.conflict();
        }
        byte[] rid = Rid.container(database.number(), ++lastNumber);
        ObjectNode body = ContainerBody.complete(request, database.rid(), Rid.text(rid));
        Throughput own = throughput == null && offerFor(database.rid()).isEmpty() ? Throughput.usual() : throughput;
        int units = own == null ? Offer.LEAST : own.unitsPerSecond();
        int partitions = Math.max(leastPartitions, (units + UNITS_PER_PARTITION - 1) / UNITS_PER_PARTITION);
        Container container = new Container(database.id(), rid, body, partitions, directory.journal(rid));
        if (own != null) {
            addOffer(body.get("_self").textValue(), container.rid(), own);
        }
        database.containers.put(id, container);
        save(() -> {
            database.containers.remove(id);
            dropOffer(container.rid());
            discard(container);
        });
        return container;
    }

    /** Takes over what a PUT may change; 400 when it would change the partition key. */
    public synchronized void replaceContainer(Container container, ObjectNode request) {
        ObjectNode before = container.body();
        ObjectNode body = before.deepCopy();
        if (request.has("partitionKey")
                && !request.get("partitionKey")
                        .path("paths")
                        .equals(body.get("partitionKey").get("paths"))) {
            throw ServiceError.badRequest("Partition key paths of a container cannot be changed.");
        }
        for (String property : REPLACEABLE) {
            if (request.hasNonNull(property)) {
                body.set(property, request.get(property));
            } else {
                body.remove(property);
            }
        }
        stamp(body);
        container.change(body);
        save(() -> container.change(before));
    }

    public synchronized void dropContainer(Database database, Container container) {
        if (database.containers.remove(container.id()) == null) {
            throw ServiceError.notFound();
        }
        Map<String, Offer> before = Map.copyOf(offers);
        dropOffer(container.rid());
        save(() -> {
            database.containers.put(container.id(), container);
            offers.putAll(before);
        });
        discard(container);
    }

    public synchronized Offer replaceOffer(String rid, Throughput throughput) {
        Offer before = offer(rid);
        Offer offer = before.replaced(throughput);
        offers.put(rid, offer);
        save(() -> offers.put(rid, before));
        return offer;
    }

    private void discard(Container container) {
        container.journal().close();
        directory.discard(container.rid());
    }

    private void dropOffer(String resourceRid) {
        offers.values().removeIf(offer -> offer.resourceRid().equals(resourceRid));
    }

    private void addOffer(String resource, String resourceRid, Throughput throughput) {
        String rid = Rid.offer(++lastNumber);
        offers.put(rid, Offer.make(rid, resource, resourceRid, throughput));
    }

    /** @param undo what is done where the change cannot be kept, as the client is told that it was not made */
    private void save(Runnable undo) {
        try {
            directory.save(this);
        } catch (ServiceError e) {
            undo.run();
            throw e;
        }
    }

    private static String requiredId(ObjectNode request) {
        String id = request.path("id").asText("");
        DocumentBody.checkId(id);
        return id;
    }

    static void stamp(ObjectNode body) {
        long random = Double.doubleToLongBits(Math.random());
        body.put(
                "_etag", String.format("\"%08x-0000-0000-0000-%012x\"", (int) random, random >>> 16 & 0xFFFFFFFFFFFFL));
        body.put("_ts", Clock.seconds());
    }

    @Override
    public void close() {
        for (Database database : databases.values()) {
            database.containers
                    .values()
                    .forEach(container -> container.journal().close());
        }
        directory.close();
    }
}
