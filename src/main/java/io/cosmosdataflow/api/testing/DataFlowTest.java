package io.cosmosdataflow.api.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.DataFlowJob;
import io.cosmosdataflow.api.JsonRows;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.run.flow.DataFlowPreview.Preview;
import io.cosmosdataflow.run.flow.DataFlowPreview.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * One test of a data flow: {@code input/<source>.json} are the rows of its sources, {@code
 * expected/<stream>.json} the rows that streams must have, {@code parameters.json}, which may be missing, an
 * object of parameters as expressions of the script language.
 *
 * @param folder {@code <tests>/<data flow>/<case>}
 */
public record DataFlowTest(String dataFlow, String testCase, Path folder) {

    private static final String JSON = ".json";

    public DataFlowTest {
        Objects.requireNonNull(dataFlow, "dataFlow");
        Objects.requireNonNull(testCase, "testCase");
        Objects.requireNonNull(folder, "folder");
    }

    /**
     * The tests of a folder, in the order of their names.
     *
     * @throws JobException {@link ErrorCode#InvalidOptionValue} if there are none
     */
    public static List<DataFlowTest> find(Path tests) {
        List<DataFlowTest> found = new ArrayList<>();
        for (Path dataFlow : folders(tests)) {
            folders(dataFlow).forEach(each -> found.add(new DataFlowTest(name(dataFlow), name(each), each)));
        }
        if (found.isEmpty()) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    "There are no tests in '" + tests + "'. A test is a folder <data flow>/<case> with input/ and"
                            + " expected/ in it.");
        }
        return found;
    }

    public String name() {
        return dataFlow + "/" + testCase;
    }

    /**
     * Computes the streams that are expected, and compares them.
     *
     * @return what differs, for people to read; empty if the test passes
     */
    public List<String> run(DataFactory factory, SparkSession spark) {
        try {
            return compared(factory.dataFlow(dataFlow), spark);
        } catch (JobException e) {
            return List.of(e.issues().isEmpty() ? "[" + e.code() + "] " + e.getMessage() : e.getMessage());
        }
    }

    private List<String> compared(DataFlowJob job, SparkSession spark) {
        Map<String, Path> expected = files(folder.resolve("expected"));
        if (expected.isEmpty()) {
            return List.of(
                    "Nothing is expected: there is no file <stream>.json in " + folder.resolve("expected") + ".");
        }
        Map<String, JsonRows> rows = new LinkedHashMap<>();
        expected.forEach((stream, file) -> rows.put(stream, JsonRows.read(file)));
        Map<String, String> parameters = parameters();
        DataFlowPlan plan = job.plan(parameters);
        Map<String, Preview> actual =
                job.streams(spark, List.copyOf(rows.keySet()), parameters, inputs(plan.sources()));
        try {
            return differences(plan, rows, actual);
        } finally {
            actual.values().forEach(Preview::close);
        }
    }

    private static List<String> differences(
            DataFlowPlan plan, Map<String, JsonRows> rows, Map<String, Preview> actual) {
        List<String> differences = new ArrayList<>();
        rows.forEach((stream, wanted) -> {
            boolean sorted = new StreamOrder(plan).kept(stream);
            ActualRows got = ActualRows.of(stream, actual.get(stream));
            new RowComparison(got.types(), wanted.rows(), got.rows(), sorted)
                    .differences(wanted.columns())
                    .forEach(line -> differences.add("stream '" + stream + "', " + line));
        });
        return differences;
    }

    /** A source whose file is missing says so when it is needed. */
    private Map<String, Samples> inputs(Collection<Source> sources) {
        Path input = folder.resolve("input");
        Map<String, Samples> samples = new TreeMap<>();
        sources.forEach(source -> samples.put(source.name(), (session, node) -> {
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "The rows of source '" + node.name() + "' are missing: there is no file "
                            + input.resolve(node.name() + JSON) + ".");
        }));
        files(input).forEach((source, file) -> samples.put(source, JsonRows.read(file)));
        return samples;
    }

    private Map<String, String> parameters() {
        Path file = folder.resolve("parameters.json");
        Map<String, String> parameters = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (ObjectNode object : JsonRows.read(file).rows()) {
                object.fields().forEachRemaining(entry -> parameters.put(entry.getKey(), text(entry, file)));
            }
        }
        return parameters;
    }

    private static String text(Map.Entry<String, JsonNode> parameter, Path file) {
        if (!parameter.getValue().isValueNode() || parameter.getValue().isNull()) {
            throw JobException.of(
                    ErrorCode.FileMalformed,
                    "Parameter '" + parameter.getKey() + "' in " + file
                            + " must be an expression of the script language, as a text: \"'2026-01-31'\".");
        }
        return parameter.getValue().asText();
    }

    private static Map<String, Path> files(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : content(directory)) {
            String name = name(file);
            if (name.endsWith(JSON)) {
                files.put(name.substring(0, name.length() - JSON.length()), file);
            }
        }
        return files;
    }

    private static List<Path> folders(Path directory) {
        return content(directory).stream()
                .filter(Files::isDirectory)
                .filter(folder -> !name(folder).startsWith("."))
                .toList();
    }

    private static List<Path> content(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.sorted().toList();
        } catch (IOException e) {
            throw JobException.of(ErrorCode.FileStoreFailed, directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
