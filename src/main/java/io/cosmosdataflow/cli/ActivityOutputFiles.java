package io.cosmosdataflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads {@code --activity-output}: {@code NAME=FILE}, or a directory, whose files {@code NAME.json} and {@code
 * PIPELINE/NAME.json} are outputs of the activities that they are named after.
 */
final class ActivityOutputFiles {

    private static final String EXTENSION = ".json";

    private final Map<String, ObjectNode> outputs = new LinkedHashMap<>();

    private ActivityOutputFiles() {}

    /**
     * @param words each {@code NAME=FILE} or a directory; of two outputs for one activity the later one counts
     * @throws JobException {@link ErrorCode#InvalidOptionValue} for what is neither, and for a file whose JSON is no
     *     object
     */
    static ActivityOutputs read(List<String> words) {
        ActivityOutputFiles files = new ActivityOutputFiles();
        words.forEach(files::add);
        return ActivityOutputs.of(files.outputs);
    }

    private void add(String word) {
        int equals = word.indexOf('=');
        if (Files.isDirectory(Path.of(word))) {
            directory(Path.of(word));
        } else if (equals > 0 && Files.isRegularFile(Path.of(word.substring(equals + 1)))) {
            file(word.substring(0, equals), Path.of(word.substring(equals + 1)));
        } else {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    "--activity-output is '" + word + "'; it must be NAME=FILE with a file that is there, or a"
                            + " directory of files NAME.json.");
        }
    }

    private void directory(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(EXTENSION))
                    .sorted()
                    .forEach(file -> file(name(directory.relativize(file)), file));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static String name(Path relative) {
        String name = relative.toString().replace('\\', '/');
        return name.substring(0, name.length() - EXTENSION.length());
    }

    private void file(String name, Path file) {
        try {
            JsonNode output =
                    JsonReader.read(file.toString(), Files.readString(file)).toNode();
            if (!(output instanceof ObjectNode object)) {
                throw JobException.of(
                        ErrorCode.InvalidOptionValue,
                        "The output of activity '" + name + "' in " + file + " must be a JSON object.");
            }
            outputs.put(name, object);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static JobException unreadable(Path path, IOException why) {
        return JobException.of(
                ErrorCode.FileStoreFailed,
                path + " of --activity-output cannot be read: " + why.getMessage() + ".",
                why);
    }
}
