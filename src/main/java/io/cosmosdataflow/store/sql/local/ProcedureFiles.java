package io.cosmosdataflow.store.sql.local;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stored procedures of local mode: a file of statements for each, {@code schema.procedure.sql}, or {@code procedure.sql}
 * in the default schema. Names are compared without case.
 *
 * @param folder of the linked service in the directory of {@code --local}
 */
public record ProcedureFiles(Path folder, String defaultSchema) {

    private static final String EXTENSION = ".sql";

    /**
     * The statements of a procedure.
     *
     * @param name its parts, the procedure last
     * @throws JobException {@code FileNotFound} if there is no file for it, {@code FileStoreFailed} if it cannot be read
     */
    public String text(List<String> name) {
        int last = name.size() - 1;
        String procedure = name.get(last);
        String schema = last > 0 ? name.get(last - 1) : defaultSchema;
        String wanted = schema + "." + procedure + EXTENSION;
        try {
            Optional<Path> file = find(wanted);
            if (file.isEmpty() && schema.equalsIgnoreCase(defaultSchema)) {
                file = find(procedure + EXTENSION);
            }
            return Files.readString(file.orElseThrow(() -> missing(wanted)));
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The stored procedure " + folder.resolve(wanted) + " cannot be read: " + e.getMessage()
                            + ". It has to be a text in UTF-8.",
                    e);
        }
    }

    /** Among the files that are there, so that no name leads out of the folder. */
    private Optional<Path> find(String wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().equalsIgnoreCase(wanted))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    private JobException missing(String wanted) {
        return JobException.of(
                ErrorCode.FileNotFound,
                "In local mode a stored procedure is a file of statements, and " + folder.resolve(wanted)
                        + " is not there. Write into it what the procedure does, in the SQL of the embedded database, with"
                        + " parameters as @name; an empty file does nothing.");
    }
}
