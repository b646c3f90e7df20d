package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * A catalog on disk: {@code catalog.json} for databases, containers and offers, one journal per container, and a
 * lock that keeps a second emulator out.
 */
public final class FileDirectory implements Directory {

    private static final int VERSION = 1;
    private static final String CATALOG = "catalog.json";
    private static final String JOURNAL = ".journal";

    private final Path root;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private FileDirectory(Path root, FileChannel lockChannel, FileLock lock) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /** Takes a directory for this process; an {@link IOException} says when another emulator has it. */
    public static FileDirectory lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("emulator.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FileDirectory(root, channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            // An emulator of this very JVM has it; the answer is the same.
            channel.close();
            throw inUse(root);
        }
        channel.close();
        throw inUse(root);
    }

    /**
     * Makes {@code to} with what {@code from} has, which nobody may be changing; a directory without a catalog
     * gives an empty one. It is complete as soon as it is there.
     */
    public static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Path unfinished = Files.createTempDirectory(to.getParent(), "copying");
        if (Files.exists(from.resolve(CATALOG))) {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    String name = file.getFileName().toString();
                    if (name.equals(CATALOG) || name.endsWith(JOURNAL)) {
                        Files.copy(file, unfinished.resolve(name));
                    }
                }
            }
        }
        Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static IOException inUse(Path root) {
        return new IOException("The data directory " + root
                + " is in use by another embedded Cosmos DB. Stop that one, or take another directory.");
    }

    private Path catalogFile() {
        return root.resolve(CATALOG);
    }

    private Path journalFile(byte[] containerRid) {
        return root.resolve("container-" + HexFormat.of().formatHex(containerRid) + JOURNAL);
    }

    private static byte[] ridBytes(String rid) {
        return Base64.getDecoder().decode(rid.replace('-', '/'));
    }

    @Override
    public void load(AccountCatalog catalog) throws IOException {
        if (!Files.exists(catalogFile())) {
            return;
        }
        JsonNode json = Json.parse(Files.readAllBytes(catalogFile()));
        if (json.path("version").asInt() != VERSION) {
            throw new IOException("The data directory " + root + " was written by another version of the embedded"
                    + " Cosmos DB (format " + json.path("version").asText("unknown") + ", this one reads " + VERSION
                    + "). Delete it to start anew.");
        }
        catalog.lastNumber = json.get("lastNumber").intValue();
        for (JsonNode offer : json.get("offers")) {
            catalog.offers.put(offer.get("_rid").textValue(), Offer.restored((ObjectNode) offer));
        }
        for (JsonNode entry : json.get("databases")) {
            Database database = new Database(entry.get("number").intValue(), (ObjectNode) entry.get("body"));
            catalog.databases.put(database.id(), database);
            for (JsonNode inner : entry.get("containers")) {
                Container container = restore(database, inner);
                database.containers.put(container.id(), container);
            }
        }
    }

    private Container restore(Database database, JsonNode entry) throws IOException {
        ObjectNode body = (ObjectNode) entry.get("body");
        byte[] rid = ridBytes(body.get("_rid").textValue());
        Path file = journalFile(rid);
        Restoring restoring = new Restoring(body, entry.get("partitions").intValue());
        FileJournal.replay(file, restoring);
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (restoring.isWorthRewriting(size)) {
            Path anew = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(anew);
            try (FileJournal journal = FileJournal.open(anew)) {
                restoring.writeTo(journal);
            }
            Files.move(anew, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Container container =
                new Container(database.id(), rid, body, entry.get("partitions").intValue(), FileJournal.open(file));
        restoring.handTo(container);
        return container;
    }

    @Override
    public void save(AccountCatalog catalog) {
        ObjectNode json = Json.object().put("version", VERSION).put("lastNumber", catalog.lastNumber);
        ArrayNode offers = json.putArray("offers");
        catalog.offers().forEach(offer -> offers.add(offer.body()));
        ArrayNode databases = json.putArray("databases");
        for (Database database : catalog.databases()) {
            ObjectNode entry = databases.addObject().put("number", database.number());
            entry.set("body", database.body());
            ArrayNode containers = entry.putArray("containers");
            for (Container container : catalog.containers(database)) {
                containers
                        .addObject()
                        .put("partitions", container.partitions().size())
                        .set("body", container.body());
            }
        }
        try {
            Path written = root.resolve(CATALOG + ".new");
            Files.write(written, Json.write(json));
            Files.move(written, catalogFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw ServiceError.of(503, "The catalog could not be written to " + root + ": " + e.getMessage());
        }
    }

    @Override
    public Journal journal(byte[] containerRid) {
        try {
            return FileJournal.open(journalFile(containerRid));
        } catch (IOException e) {
            throw ServiceError.of(503, "A container could not be made in " + root + ": " + e.getMessage());
        }
    }

    @Override
    public void discard(String containerRid) {
        try {
            Files.deleteIfExists(journalFile(ridBytes(containerRid)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
