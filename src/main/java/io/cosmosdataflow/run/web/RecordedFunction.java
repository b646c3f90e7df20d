package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands in for a function in local mode: a file with what it answers.
 *
 * @param file below the local directory: {@code <linked service>/<function>.json}, without a query
 */
record RecordedFunction(Path file) {

    /** @throws JobException {@link ErrorCode#FileNotFound} if there is none */
    ObjectNode answer() {
        if (!Files.isRegularFile(file)) {
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "In local mode no function is called, and there is no file " + file
                            + " with what it answers. Write a JSON object into it.");
        }
        try {
            return WebOutput.object(Files.readString(file))
                    .orElseThrow(() -> FunctionActivity.noObject(file.toString()));
        } catch (IOException e) {
            throw JobException.of(ErrorCode.FileMalformed, file + " cannot be read: it is no text in UTF-8.", e);
        }
    }
}
