package io.cosmosdataflow.definition;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a directory in the layout in which Data Factory and Synapse keep their Git repositories: one folder
 * per kind of resource, one JSON file per resource. Folders of other kinds ({@code sqlscript}, {@code
 * notebook}, {@code managedVirtualNetwork}, ...) are passed over.
 */
public final class FactoryLoader {

    private static final List<String> FOLDERS = List.of(
            "linkedService",
            "dataset",
            "pipeline",
            "dataflow",
            "credential",
            "integrationRuntime",
            "trigger",
            "factory");

    private final Path directory;
    private final Issues issues;
    private final ResourceReader reader;

    private FactoryLoader(Path directory, Issues issues) {
        this.directory = directory;
        this.issues = issues;
        this.reader = new ResourceReader(issues);
    }

    /**
     * Reads all that can be read. What is wrong goes to {@code issues}; a file with a fault in it costs that
     * file only. {@link ErrorCode#FactoryNotFound} if the directory is none or has none of the folders.
     */
    public static Factory load(Path directory, Issues issues) {
        if (!Files.isDirectory(directory)) {
            notFound(directory, "The directory does not exist", issues);
            return Factory.empty();
        }
        if (folders(directory).isEmpty()) {
            notFound(directory, "The directory has none of the folders of a Data Factory", issues);
            return Factory.empty();
        }
        return new FactoryLoader(directory, issues).load();
    }

    private Factory load() {
        Map<String, ParameterDefinition> globalParameters = new LinkedHashMap<>();
        String name = Factory.DEFAULT_NAME;
        for (Path path : files("factory")) {
            Optional<ResourceFile> file = ResourceFile.read(path, issues);
            name = file.map(ResourceFile::name).orElse(name);
            file.map(reader::globalParameters).ifPresent(globalParameters::putAll);
        }
        return new Factory(
                name,
                catalog("linkedService", reader::linkedService),
                catalog("dataset", reader::dataset),
                catalog("pipeline", reader::pipeline),
                catalog("dataflow", reader::dataFlow),
                catalog("credential", reader::credential),
                catalog("integrationRuntime", reader::integrationRuntime),
                catalog("trigger", reader::trigger),
                globalParameters);
    }

    private <R extends Resource> Catalog<R> catalog(String folder, Function<ResourceFile, R> read) {
        Map<String, R> byName = new LinkedHashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Path path : files(folder)) {
            Optional<ResourceFile> file = ResourceFile.read(path, issues);
            if (file.isEmpty()) {
                unreadable.add(ResourceFile.fileName(path));
                continue;
            }
            R resource = read.apply(file.get());
            R twin = byName.putIfAbsent(Catalog.key(resource.name()), resource);
            if (twin != null) {
                issues.error(
                        ErrorCode.DuplicateName,
                        resource.span(),
                        "The name '" + resource.name() + "' is already taken by "
                                + twin.span().file() + ".",
                        "Give one of them another name; upper and lower case are the same.");
            }
        }
        return new Catalog<>(byName.values(), unreadable);
    }

    private List<Path> files(String folder) {
        return folders(directory).stream()
                .filter(found -> found.getFileName().toString().equalsIgnoreCase(folder))
                .flatMap(found -> entries(found).stream())
                .filter(path ->
                        path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json"))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> folders(Path directory) {
        return entries(directory).stream()
                .filter(path -> FOLDERS.stream().anyMatch(path.getFileName().toString()::equalsIgnoreCase))
                .filter(Files::isDirectory)
                .toList();
    }

    private static void notFound(Path directory, String why, Issues issues) {
        String hint = nearby(directory)
                .map(found -> "Did you mean '" + found + "'?")
                .orElse("Name the directory that has the folders pipeline/, dataset/ and linkedService/ in it.");
        issues.error(
                ErrorCode.FactoryNotFound,
                Span.startOf(directory.toString()),
                why + " (" + directory.toAbsolutePath().normalize() + ").",
                hint);
    }

    /** The folder is often given one level too high or too low. */
    private static Optional<Path> nearby(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Path parent = directory.toAbsolutePath().normalize().getParent();
        return Stream.concat(entries(directory).stream(), Stream.ofNullable(parent))
                .filter(Files::isDirectory)
                .filter(candidate -> !folders(candidate).isEmpty())
                .findFirst();
    }

    /** None for a directory that may not be read: it then counts as one without a factory. */
    private static List<Path> entries(Path directory) {
        if (!Files.isReadable(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
