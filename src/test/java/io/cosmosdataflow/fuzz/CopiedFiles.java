package io.cosmosdataflow.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.fuzz.copies.CopyRows;
import io.cosmosdataflow.fuzz.copies.CopyRows.End;
import io.cosmosdataflow.fuzz.copies.CopySource;
import io.cosmosdataflow.fuzz.copies.RandomValue;
import io.cosmosdataflow.testing.FlowRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Files that a copy reads, and those that it has written, without any code of the product. */
final class CopiedFiles {

    private final SparkSession session = FlowRows.session();

    CopiedFiles() {
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        for (String format : List.of("parquet", "avro")) {
            session.conf().set("spark.sql." + format + ".datetimeRebaseModeInWrite", "CORRECTED");
            session.conf().set("spark.sql." + format + ".datetimeRebaseModeInRead", "CORRECTED");
        }
    }

    void write(CopySource source, String format, Path folder, Random random) throws IOException {
        if (source instanceof CopySource.Tree tree) {
            text(folder.resolve("x.json"), tree.lines());
        } else if (format.equals("DelimitedText")) {
            text(folder.resolve("x.csv"), delimited((CopySource.Table) source, random));
        } else {
            typed((CopySource.Table) source, format.toLowerCase(java.util.Locale.ROOT), folder);
        }
    }

    private static void text(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Quoted where it has to be, and sometimes elsewhere. */
    private static String delimited(CopySource.Table table, Random random) {
        StringBuilder text = new StringBuilder();
        List<Object> lines = new ArrayList<>();
        if (table.header()) {
            lines.add(table.columns().stream().map(CopySource.Column::name).toList());
        }
        lines.addAll(table.rows());
        for (Object line : lines) {
            List<String> values = new ArrayList<>();
            for (Object value : (List<?>) line) {
                String plain = (String) value;
                boolean must = plain != null && (plain.isEmpty() || plain.matches("(?s).*[,\"\\\\\r\n].*"));
                String quote = random.nextBoolean() ? "\"\"" : "\\\\\"";
                values.add(
                        plain == null
                                ? ""
                                : must || random.nextInt(3) == 0
                                        ? '"' + plain.replace("\\", "\\\\").replaceAll("\"", quote) + '"'
                                        : plain);
            }
            text.append(String.join(",", values)).append(random.nextBoolean() ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private void typed(CopySource.Table table, String format, Path folder) {
        StructType schema = new StructType();
        for (CopySource.Column column : table.columns()) {
            schema = schema.add(column.name(), DataType.fromDDL(column.spark()));
        }
        StructType types = schema;
        List<Row> rows = table.rows().stream()
                .map(row -> {
                    List<Object> values = new ArrayList<>();
                    for (int i = 0; i < types.size(); i++) {
                        values.add(carried(
                                ((List<?>) row).get(i),
                                types.apply(i).dataType().typeName()));
                    }
                    return RowFactory.create(values.toArray());
                })
                .toList();
        session.createDataFrame(rows, types).coalesce(1).write().format(format).save(folder.toString());
    }

    private static Object carried(Object value, String type) {
        if (value instanceof BigInteger number) {
            return switch (type) {
                case "byte" -> (Object) number.byteValueExact();
                case "short" -> number.shortValueExact();
                case "integer" -> number.intValueExact();
                default -> number.longValueExact();
            };
        }
        if (value instanceof String text && type.equals("binary")) {
            return Base64.getDecoder().decode(text);
        }
        return value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value;
    }

    private static Object modelled(Object value) {
        if (value instanceof Number number && !(value instanceof Double) && !(value instanceof BigDecimal)) {
            return BigInteger.valueOf(number.longValue());
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof Instant time ? LocalDateTime.ofInstant(time, ZoneOffset.UTC) : value;
    }

    CopyRows read(End end, Path folder) throws IOException {
        return switch (end) {
            case DOCUMENTS -> documents(file(folder));
            case TYPED -> typed(folder);
            default -> delimited(file(folder));
        };
    }

    private static String file(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readString(
                    files.filter(file -> !file.getFileName().toString().startsWith("."))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private CopyRows typed(Path folder) {
        Dataset<Row> read = session.read().parquet(folder.toString());
        List<List<Object>> rows = new ArrayList<>();
        for (Row row : read.collectAsList()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(modelled(row.get(i)));
            }
            rows.add(values);
        }
        List<String> types = Stream.of(read.schema().fields())
                .map(field -> field.dataType().sql().toLowerCase(java.util.Locale.ROOT))
                .toList();
        return new CopyRows(List.of(read.columns()), types, rows, Optional.empty());
    }

    /** A quote in a value is doubled or has a backslash before it, as a backslash has. */
    private static CopyRows delimited(String text) {
        List<List<Object>> lines = new ArrayList<>();
        List<Object> line = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (quoted && (at == '\\' && (next == '"' || next == '\\') || at == '"' && next == '"')) {
                value.append(next);
                i++;
            } else if (at == '"' && (quoted || value.isEmpty())) {
                quoted = !quoted;
                wasQuoted = true;
            } else if (!quoted && (at == ',' || at == '\n')) {
                line.add(value.isEmpty() && !wasQuoted ? null : value.toString());
                value.setLength(0);
                wasQuoted = false;
                if (at == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else if (quoted || at != '\r') {
                value.append(at);
            }
        }
        return new CopyRows(
                lines.get(0).stream().map(String.class::cast).toList(),
                List.of(),
                lines.subList(1, lines.size()),
                Optional.empty());
    }

    private static CopyRows documents(String text) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                rows.add(List.of(value(parser)));
            }
        }
        return new CopyRows(List.of(), List.of(), rows, Optional.empty());
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.getCurrentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            case START_ARRAY:
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            case VALUE_NULL:
                return null;
            case VALUE_TRUE, VALUE_FALSE:
                return parser.getBooleanValue();
            case VALUE_STRING:
                return parser.getText();
            default:
                return new RandomValue.Number(parser.getText());
        }
    }
}
