package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.disk.Appending;
import io.cosmosdataflow.emulator.disk.DiskRefusal;
import io.cosmosdataflow.emulator.disk.WholeFile;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A catalog on disk: {@code catalog.json} for databases, containers and offers, one journal per container, and a
 * lock that keeps a second emulator out.
 */
public final class FileDirectory implements Directory {

    private static final Logger LOG = LoggerFactory.getLogger(FileDirectory.class);
    private static final int VERSION = 1;
    private static final String CATALOG = "catalog.json";
    private static final String JOURNAL = ".journal";

    private final Path root;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Appending appending;

    private FileDirectory(Path root, FileChannel lockChannel, FileLock lock, Appending appending) {
        this.root = root;
        this.appending = appending;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /** Takes a directory for this process; an {@link IOException} says when another emulator has it. */
    public static FileDirectory lock(Path root) throws IOException {
        return lock(root, Appending.TO_FILES);
    }

    /** @param appending how journals are written */
    public static FileDirectory lock(Path root, Appending appending) throws IOException {
        FileChannel channel = lockFile(root.resolve("emulator.lock"));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FileDirectory(root, channel, lock, appending);
            }
        } catch (OverlappingFileLockException e) {
            // An emulator of this very JVM has it; the answer is the same.
            channel.close();
            throw inUse(root);
        }
        channel.close();
        throw inUse(root);
    }

    private static FileChannel lockFile(Path file) throws DiskRefusal {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new DiskRefusal(file, 0, e);
        }
    }

    /**
     * Makes {@code to} with what {@code from} has, which nobody may be changing; a directory without a catalog
     * gives an empty one. It is complete as soon as it is there.
     */
    public static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Path unfinished = Files.createTempDirectory(to.getParent(), "copying");
        try {
            if (Files.exists(from.resolve(CATALOG))) {
                try (Stream<Path> files = Files.list(from)) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        String name = file.getFileName().toString();
                        if (name.equals(CATALOG) || name.endsWith(JOURNAL)) {
                            copyFile(file, unfinished.resolve(name));
                        }
                    }
                }
            }
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discardAll(unfinished);
            throw e;
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new DiskRefusal(to, Files.size(from), e);
        }
    }

    private static void discardAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
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
            rewrite(file, restoring);
        }
        Container container = new Container(
                database.id(), rid, body, entry.get("partitions").intValue(), FileJournal.open(file, appending));
        restoring.handTo(container);
        return container;
    }

    /** The longer file says the same, so a disk without room for the shorter one keeps nobody out. */
    private static void rewrite(Path file, Restoring restoring) throws IOException {
        Path anew = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(anew);
        try {
            try (FileJournal journal = FileJournal.open(anew)) {
                restoring.writeTo(journal);
            }
            Files.move(anew, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | ServiceError e) {
            LOG.warn("{} is not made shorter: {}", file, e.getMessage());
            Files.deleteIfExists(anew);
        }
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
            WholeFile.write(catalogFile(), Json.write(json));
        } catch (DiskRefusal e) {
            throw e.answer();
        }
    }

    @Override
    public Journal journal(byte[] containerRid) {
        try {
            return FileJournal.open(journalFile(containerRid), appending);
        } catch (IOException e) {
            throw new DiskRefusal(journalFile(containerRid), 0, e).answer();
        }
    }

    @Override
    public void discard(String containerRid) {
        try {
            Files.deleteIfExists(journalFile(ridBytes(containerRid)));
        } catch (IOException e) {
            throw new DiskRefusal(journalFile(ridBytes(containerRid)), 0, e).answer();
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
