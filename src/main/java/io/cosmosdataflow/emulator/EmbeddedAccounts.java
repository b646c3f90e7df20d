package io.cosmosdataflow.emulator;

import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.FileDirectory;
import io.cosmosdataflow.emulator.tls.TrustStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Several accounts of the embedded Cosmos DB in one process, with databases of their own: one certificate for all,
 * a port for each. An account starts when it is first asked for.
 *
 * <p>With a data directory, each account has {@code accounts/<name>} in it. Earlier all accounts shared the databases
 * of the directory itself; where there are some, each account begins with a copy of them.
 */
public final class EmbeddedAccounts implements AutoCloseable {

    private static final String ACCOUNTS = "accounts";
    private static final int LONGEST_FOLDER = 120;
    private static final int BYTES_OF_HASH = 8;

    private final EmulatorOptions options;
    private final Home home;
    private final Optional<FileDirectory> lock;
    private final Map<String, EmbeddedCosmos> started = new LinkedHashMap<>();

    private EmbeddedAccounts(EmulatorOptions options, Home home, Optional<FileDirectory> lock) {
        this.options = options;
        this.home = home;
        this.lock = lock;
    }

    /**
     * Takes the data directory for this process; starts no account yet.
     *
     * @param options of every account; the port has no meaning, each account takes one that is free
     * @throws IOException says why not: the directory is in use, or cannot be read or written
     */
    public static EmbeddedAccounts open(EmulatorOptions options) throws IOException {
        Path directory = Home.directory(options);
        Optional<FileDirectory> lock =
                options.data().isPresent() ? Optional.of(FileDirectory.lock(directory)) : Optional.empty();
        try {
            return new EmbeddedAccounts(options.withPort(0), Home.of(directory), lock);
        } catch (IOException | RuntimeException e) {
            lock.ifPresent(FileDirectory::close);
            throw e;
        }
    }

    /** Of all accounts. */
    public TrustStore trustStore() {
        return home.trustStore();
    }

    /**
     * @param name whatever tells the accounts apart; it ends with these accounts
     * @throws IOException if it cannot start; the message says why
     */
    public synchronized EmbeddedCosmos account(String name) throws IOException {
        EmbeddedCosmos present = started.get(name);
        if (present != null) {
            return present;
        }
        AccountCatalog catalog = catalog(name);
        try {
            EmbeddedCosmos account = EmbeddedCosmos.serve(options, catalog, home);
            started.put(name, account);
            return account;
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    private AccountCatalog catalog(String name) throws IOException {
        if (options.data().isEmpty()) {
            return AccountCatalog.inMemory(options.partitions());
        }
        Path directory = home.directory().resolve(ACCOUNTS).resolve(folder(name));
        if (!Files.isDirectory(directory)) {
            FileDirectory.copy(home.directory(), directory);
        }
        return AccountCatalog.open(FileDirectory.lock(directory), options.partitions());
    }

    /** A name that every file system takes, and that leads nowhere else. */
    private static String folder(String name) {
        String safe = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
        if (safe.startsWith(".")) {
            safe = "%2E" + safe.substring(1);
        }
        return safe.length() <= LONGEST_FOLDER
                ? safe
                : safe.substring(0, LONGEST_FOLDER - 2 * BYTES_OF_HASH - 1) + "-" + hash(name);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES_OF_HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        home.trustStore().uninstall();
        started.values().forEach(EmbeddedCosmos::close);
        started.clear();
        lock.ifPresent(FileDirectory::close);
    }
}
