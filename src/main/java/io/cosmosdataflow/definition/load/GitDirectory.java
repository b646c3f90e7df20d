package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.load.FactoryAssembly.Entry;
import io.cosmosdataflow.diagnostic.Issues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory in the layout in which Data Factory and Synapse keep their Git repositories: one folder per kind of
 * resource, one JSON file per resource. Folders of other kinds ({@code sqlscript}, {@code notebook}, {@code
 * managedVirtualNetwork}, ...) are passed over.
 */
final class GitDirectory {

    private GitDirectory() {}

    /** Whether the directory has one of the folders. */
    static boolean is(Path directory) {
        return !folders(directory).isEmpty();
    }

    /** An export has a folder {@code factory} of its own, with a template in it. */
    static boolean hasMoreThanTheFactory(Path directory) {
        return folders(directory).stream()
                .anyMatch(folder -> !folder.getFileName().toString().equalsIgnoreCase(ResourceKind.FACTORY.folder()));
    }

    static void read(Path directory, FactoryAssembly assembly) {
        for (ResourceKind kind : ResourceKind.values()) {
            for (Path path : files(directory, kind)) {
                Issues issues = new Issues();
                Optional<ResourceFile> file = kind == ResourceKind.FACTORY
                        ? ResourceFile.readFactory(path, issues)
                        : ResourceFile.read(path, issues);
                if (kind == ResourceKind.FACTORY) {
                    file.ifPresent(each -> assembly.call(each.name()));
                }
                assembly.add(kind, new Entry(ResourceFile.fileName(path), file, issues));
            }
        }
    }

    private static List<Path> files(Path directory, ResourceKind kind) {
        return folders(directory).stream()
                .filter(found -> found.getFileName().toString().equalsIgnoreCase(kind.folder()))
                .flatMap(found -> entries(found).stream())
                .filter(path ->
                        path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json"))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> folders(Path directory) {
        return entries(directory).stream()
                .filter(path -> Arrays.stream(ResourceKind.values())
                        .map(ResourceKind::folder)
                        .anyMatch(path.getFileName().toString()::equalsIgnoreCase))
                .filter(Files::isDirectory)
                .toList();
    }

    /** By name; none for a directory that may not be read: it then counts as one without a factory. */
    static List<Path> entries(Path directory) {
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
