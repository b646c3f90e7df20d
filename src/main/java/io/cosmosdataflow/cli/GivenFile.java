package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an option names, to be written. */
final class GivenFile {

    private GivenFile() {}

    /** @throws JobException {@link ErrorCode#InvalidOptionValue} if it cannot be written */
    static void write(String option, Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    option + " is '" + file + "', which cannot be written: " + e + ".",
                    e);
        }
    }
}
