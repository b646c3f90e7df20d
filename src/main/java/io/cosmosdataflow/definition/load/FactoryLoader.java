package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a factory from where a team keeps it. */
public final class FactoryLoader {

    private FactoryLoader() {}

    /**
     * Reads all that can be read. What is wrong goes to {@code findings}; a file with a fault in it costs that
     * file only. {@link ErrorCode#FactoryNotFound} if the directory is none or has none of the folders.
     */
    public static Factory load(Path directory, Findings findings) {
        if (!Files.isDirectory(directory)) {
            notFound(directory, "The directory does not exist", findings.general());
            return Factory.empty();
        }
        if (!GitDirectory.is(directory)) {
            notFound(directory, "The directory has none of the folders of a Data Factory", findings.general());
            return Factory.empty();
        }
        FactoryAssembly assembly = new FactoryAssembly(findings);
        GitDirectory.read(directory, assembly);
        return assembly.factory();
    }

    /** As above, with all findings in one place. */
    public static Factory load(Path directory, Issues issues) {
        Findings findings = new Findings();
        Factory factory = load(directory, findings);
        issues.addAll(findings.all());
        return factory;
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
        return Stream.concat(GitDirectory.entries(directory).stream(), Stream.ofNullable(parent))
                .filter(Files::isDirectory)
                .filter(GitDirectory::is)
                .findFirst();
    }
}
