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

    /** As below, without values from outside. */
    public static Factory load(Path place, Findings findings) {
        return load(place, ParametersFile.none(), findings);
    }

    /**
     * Reads all that can be read. What is wrong goes to {@code findings}; a file or resource with a fault in it costs
     * that alone. {@link ErrorCode#FactoryNotFound} if there is no factory.
     *
     * @param place a directory in the layout of a Git repository, or with an exported template in it, if it has none of
     *     the folders; or the file of a template
     * @param values of the environment
     */
    public static Factory load(Path place, ParametersFile values, Findings findings) {
        FactoryAssembly assembly = new FactoryAssembly(findings);
        Optional<Path> template = Files.isDirectory(place)
                ? ExportedTemplate.in(place).filter(export -> !GitDirectory.hasMoreThanTheFactory(place))
                : Optional.of(place).filter(Files::isRegularFile);
        ParametersFile left = values;
        if (template.isPresent()) {
            left = ExportedTemplate.read(template.get(), values, assembly, findings.general());
        } else if (GitDirectory.is(place)) {
            GitDirectory.read(place, assembly);
        } else {
            notFound(place, findings.general());
            return Factory.empty();
        }
        return left.apply(assembly.factory(), findings);
    }

    /** As above, with all findings in one place. */
    public static Factory load(Path directory, Issues issues) {
        Findings findings = new Findings();
        Factory factory = load(directory, findings);
        issues.addAll(findings.all());
        return factory;
    }

    private static void notFound(Path directory, Issues issues) {
        String why = Files.isDirectory(directory)
                ? "The directory has none of the folders of a Data Factory, and no exported template"
                : "The directory does not exist";
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
                .filter(each ->
                        GitDirectory.is(each) || ExportedTemplate.in(each).isPresent())
                .findFirst();
    }
}
