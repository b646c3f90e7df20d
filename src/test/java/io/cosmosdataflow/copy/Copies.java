package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.copy.translator.TranslatorReader;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.kind.DataShape.Kind;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Ends of a copy and mappings between them, for tests that need rows in memory and nothing else. */
public final class Copies {

    private static final Span SPAN = new Span("dataset.json", 1, 1);

    private Copies() {}

    public static DataShape documents() {
        return documents("");
    }

    public static DataShape documents(String nestingSeparator) {
        return end(Kind.DOCUMENTS, nestingSeparator);
    }

    public static DataShape typedFile() {
        return end(Kind.TYPED_FILE, "");
    }

    public static DataShape text() {
        return end(Kind.TEXT, "");
    }

    public static DataShape headerless() {
        return end(Kind.HEADERLESS_TEXT, "");
    }

    public static DataShape table() {
        return end(Kind.TABLE, "");
    }

    private static DataShape end(Kind kind, String nestingSeparator) {
        return new DataShape("some", kind, nestingSeparator, List.of(), false, SPAN);
    }

    /** @param columns as {@code name} or {@code name:type} */
    public static DataShape structured(DataShape end, String... columns) {
        return new DataShape(end.dataset(), end.kind(), end.nestingSeparator(), columns(columns), true, SPAN);
    }

    /** @param columns as {@code name} or {@code name:type} */
    public static DataShape withSchema(DataShape end, String... columns) {
        return new DataShape(end.dataset(), end.kind(), end.nestingSeparator(), columns(columns), false, SPAN);
    }

    private static List<DatasetColumn> columns(String... columns) {
        return Arrays.stream(columns)
                .map(column -> column.split(":"))
                .map(parts -> new DatasetColumn(parts[0], parts.length > 1 ? parts[1] : "", SPAN))
                .toList();
    }

    public static CopyShape shape(DataShape source, DataShape sink) {
        return new CopyShape(source, sink, true, sink.hierarchical());
    }

    static CopyMapping mapping(Translator translator, CopyShape shape, AdditionalColumn... columns) {
        return new CopyMapping(new CopySettings(List.of(columns), translator), shape, Optional.empty(), rows -> rows);
    }

    /** @param json a translator with {@code '} for quotes, but for its type */
    public static Translator translator(DataShape source, DataShape sink, String json) {
        Issues issues = new Issues();
        Translator read = read(source, sink, json, issues);
        issues.throwIfErrors();
        return read;
    }

    static Translator read(DataShape source, DataShape sink, String json, Issues issues) {
        String text = "{\"type\": \"TabularTranslator\", " + json.replace('\'', '"') + "}";
        JsonObject object = (JsonObject) JsonReader.read("pipeline.json", text);
        return new TranslatorReader(source, sink).read(Properties.of(object, "translator of activity 'C'", issues));
    }

    static Dataset<Row> documentRows(String... texts) {
        return SharedSpark.session()
                .createDataset(List.of(texts), Encoders.STRING())
                .toDF(Columns.DOCUMENT);
    }
}
