package io.cosmosdataflow.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.project.DocumentColumns;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.run.flow.DataFlowPreview.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows in a JSON file: an array of objects, or one object after the other, as in JSON lines. In the place of a
 * source they get the types of its projection, as documents in a JSON store do. The file is read as a whole; it
 * is for samples and tests.
 */
public final class JsonRows implements Samples {

    private static final String DOCUMENT = "document";

    /** Keeps every digit of a number. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final List<ObjectNode> rows;

    private JsonRows(List<ObjectNode> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * @throws JobException {@link ErrorCode#FileNotFound}, or {@link ErrorCode#FileMalformed} with line and
     *     column
     */
    public static JsonRows read(Path file) {
        Objects.requireNonNull(file, "file");
        if (!Files.isRegularFile(file)) {
            throw JobException.of(ErrorCode.FileNotFound, "There is no file " + file + ".");
        }
        List<ObjectNode> rows = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                if (value instanceof ArrayNode array) {
                    array.forEach(item -> rows.add(row(item, file)));
                } else {
                    rows.add(row(value, file));
                }
            }
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw JobException.of(
                    ErrorCode.FileMalformed, file + place + ": this is no JSON. " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw JobException.of(ErrorCode.FileStoreFailed, file + " cannot be read: " + e.getMessage(), e);
        }
        return new JsonRows(rows);
    }

    private static ObjectNode row(JsonNode value, Path file) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw JobException.of(
                ErrorCode.FileMalformed,
                file + " has " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                        + " where a row, a JSON object, is expected.");
    }

    /** In the order of the file. */
    public List<ObjectNode> rows() {
        return rows;
    }

    /** Names of members, in the order of their first appearance. */
    public Set<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(names::add));
        return names;
    }

    @Override
    public Dataset<Row> rows(SparkSession spark, Source source) {
        List<String> documents = rows.stream().map(JsonNode::toString).toList();
        Dataset<Row> texts = spark.createDataset(documents, Encoders.STRING()).toDF(DOCUMENT);
        Projection projection = new Projection(
                source.projection().stream()
                        .map(column -> new ProjectedColumn(column.name(), column.type(), column.formats()))
                        .toList(),
                source.allowSchemaDrift(),
                source.validateSchema(),
                source.inferDriftedColumnTypes());
        Issues issues = new Issues();
        TypeHints hints = TypeHints.of(Properties.of(source.settings(), "source '" + source.name() + "'", issues));
        issues.throwIfErrors();
        return new DocumentColumns(projection, hints, false).of(texts, DOCUMENT, () -> texts, List.of());
    }
}
