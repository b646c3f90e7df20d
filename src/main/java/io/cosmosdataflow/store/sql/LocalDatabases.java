package io.cosmosdataflow.store.sql;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.SqlPool;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.local.SeedFiles;
import io.cosmosdataflow.store.local.SeedJobs;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.local.DeclaredColumns;
import io.cosmosdataflow.store.sql.local.EmbeddedDatabase;
import io.cosmosdataflow.store.sql.local.ProcedureFiles;
import io.cosmosdataflow.store.sql.local.SeedFile;
import io.cosmosdataflow.store.sql.local.SeedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the relational databases of local mode when they are first used, one for each linked service, and fills them
 * with the tables that the directory of {@code --local} has for them.
 */
final class LocalDatabases {

    /** {@code table.csv}, {@code schema.table.csv}, {@code .json}, {@code .jsonl}. */
    private static final Pattern SEED = Pattern.compile("(?:([^.]+)\\.)?(.+)\\.(csv|json|jsonl)");

    private final Optional<Path> directory;
    private final List<Dataset> datasets;
    private final SeedFiles files;
    private final Map<String, SqlDatabase> opened = new HashMap<>();

    /** @param datasets of the factory, which may tell the types of columns */
    LocalDatabases(Optional<Path> directory, List<Dataset> datasets, SeedFiles files) {
        this.directory = directory;
        this.files = files;
        this.datasets = List.copyOf(datasets);
    }

    /** Whether a local database stands in for the linked service. Looks at no file. */
    boolean standsInFor(LinkedService service) {
        return directory.isPresent() && SqlKind.ofLinkedService(service.type()).isPresent();
    }

    /**
     * The database of a linked service that {@link #standsInFor} names. What an earlier run wrote stays.
     *
     * @throws JobException {@code StateUnavailable} if it cannot be opened, {@code FileMalformed} for a seed,
     *     {@code MissingOption} without the local jar
     */
    synchronized SqlDatabase database(LinkedService service, Opening with) {
        return opened.computeIfAbsent(place(service), name -> open(service, with));
    }

    /** What stands in for the stored procedures of the linked service; empty if it is not in local mode. */
    Optional<ProcedureFiles> procedures(LinkedService service) {
        return directory
                .filter(base -> standsInFor(service))
                .map(base -> new ProcedureFiles(
                        base.resolve(place(service)),
                        EmbeddedDatabase.defaultSchema(
                                SqlKind.ofLinkedService(service.type()).orElseThrow())));
    }

    private SqlDatabase open(LinkedService service, Opening with) {
        Path base = directory.orElseThrow();
        SqlKind kind = SqlKind.ofLinkedService(service.type()).orElseThrow();
        return EmbeddedDatabase.open(
                base.resolve(".sql"),
                place(service),
                kind,
                connection -> fill(connection, base, place(service), kind, with));
    }

    /** The name of the folder and of the database; each SQL pool of a workspace has its own. */
    private static String place(LinkedService service) {
        return SqlPool.of(service).orElse(service.name());
    }

    private void fill(Connection connection, Path base, String service, SqlKind kind, Opening with) {
        List<String> tables = new ArrayList<>();
        for (Seed seed : seeds(base.resolve(service), EmbeddedDatabase.defaultSchema(kind))) {
            SeedFile rows =
                    SeedJobs.aside(with.spark(), () -> SeedFile.of(seed.file(), files.rows(seed.file(), with.spark())));
            long made = SeedJobs.aside(
                    with.spark(), () -> new SeedTable(seed.schema(), seed.table(), rows, declared(service, kind, seed))
                            .make(connection));
            tables.add(seed.shown() + " (" + made + (made == 1 ? " row)" : " rows)"));
        }
        with.remark()
                .accept("made the database of linked service '" + service + "' in " + kind.shown() + " mode"
                        + (tables.isEmpty() ? "." : ", with tables " + String.join(", ", tables) + "."));
    }

    private DeclaredColumns declared(String service, SqlKind kind, Seed seed) {
        return DeclaredColumns.of(
                datasets, service, kind, EmbeddedDatabase.defaultSchema(kind), seed.schema(), seed.table());
    }

    private record Seed(String schema, String table, Path file) {

        String shown() {
            return schema + "." + table;
        }
    }

    private static List<Seed> seeds(Path folder, String defaultSchema) {
        Map<String, Seed> seeds = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            Matcher name = SEED.matcher(file.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            Seed seed = new Seed(Optional.ofNullable(name.group(1)).orElse(defaultSchema), name.group(2), file);
            Seed other = seeds.put(seed.shown().toLowerCase(Locale.ROOT), seed);
            if (other != null) {
                throw JobException.of(
                        ErrorCode.FileMalformed,
                        "Both " + other.file() + " and " + file + " are for table " + seed.shown()
                                + ". Keep one of them.");
            }
        }
        return List.copyOf(seeds.values());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed, "The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
