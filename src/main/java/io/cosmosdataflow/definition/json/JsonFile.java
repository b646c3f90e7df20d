package io.cosmosdataflow.definition.json;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of definitions, read as JSON. */
public final class JsonFile {

    private JsonFile() {}

    /** Empty if the file is not JSON, which is reported at its position: {@link ErrorCode#JsonSyntax}. */
    public static Optional<JsonValue> read(Path path, Issues issues) {
        try {
            return Optional.of(JsonReader.read(path.toString(), Files.readString(path)));
        } catch (JobException e) {
            e.issues().forEach(issues::add);
        } catch (CharacterCodingException e) {
            issues.error(
                    ErrorCode.JsonSyntax,
                    Span.startOf(path.toString()),
                    "The file is not encoded in UTF-8.",
                    "Save it as UTF-8.");
        } catch (IOException e) {
            issues.error(
                    ErrorCode.JsonSyntax,
                    Span.startOf(path.toString()),
                    "The file cannot be read: " + e + ".",
                    "Check that it exists and that you may read it.");
        }
        return Optional.empty();
    }
}
