package io.cosmosdataflow.store.sql.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a table of local mode, from a file of delimited text or JSON, read as sources read them. */
public final class SeedFile implements SeedRows {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final Path file;
    private final Dataset<Row> data;
    private final List<SeedColumn> columns;
    private final Function<Row, List<SeedValue>> values;

    private SeedFile(Path file, Dataset<Row> data, List<SeedColumn> columns, Function<Row, List<SeedValue>> values) {
        this.file = file;
        this.data = data;
        this.columns = columns;
        this.values = values;
    }

    /** @param rows of the file */
    public static SeedFile of(Path file, Dataset<Row> rows) {
        Dataset<Row> data = NamedColumns.without(rows, Columns.FILE_PATH);
        return file.toString().endsWith(".csv") ? delimited(file, data) : documents(file, data);
    }

    private static SeedFile delimited(Path file, Dataset<Row> data) {
        List<SeedColumn> columns = Arrays.stream(data.columns())
                .map(name -> SeedColumn.of(name, file.toString()))
                .toList();
        return new SeedFile(file, data, columns, row -> {
            SeedValue[] values = new SeedValue[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.isNullAt(i) ? null : new SeedValue(row.getString(i), false);
            }
            return Arrays.asList(values);
        });
    }

    /** The columns are all members that any of the documents has, in the order in which they first appear. */
    private static SeedFile documents(Path file, Dataset<Row> data) {
        Set<String> names = new LinkedHashSet<>();
        data.toLocalIterator()
                .forEachRemaining(row -> document(file, row).fieldNames().forEachRemaining(names::add));
        return new SeedFile(file, data, names.stream().map(SeedColumn::named).toList(), row -> {
            JsonNode document = document(file, row);
            return names.stream().map(name -> value(document.path(name))).toList();
        });
    }

    private static JsonNode document(Path file, Row row) {
        try {
            JsonNode document = JSON.readTree(row.<String>getAs(Columns.DOCUMENT));
            if (document.isObject()) {
                return document;
            }
        } catch (JsonProcessingException e) {
            throw JobException.of(ErrorCode.FileMalformed, file + " is not JSON: " + e.getOriginalMessage() + ".", e);
        }
        throw JobException.of(ErrorCode.FileMalformed, file + ": each row must be an object.");
    }

    private static SeedValue value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return node.isValueNode()
                ? new SeedValue(node.asText(), node.isTextual())
                : new SeedValue(node.toString(), true);
    }

    @Override
    public String file() {
        return file.toString();
    }

    @Override
    public List<SeedColumn> columns() {
        return columns;
    }

    @Override
    public Iterator<List<SeedValue>> read() {
        Iterator<Row> rows = data.toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<SeedValue> next() {
                return values.apply(rows.next());
            }
        };
    }
}
