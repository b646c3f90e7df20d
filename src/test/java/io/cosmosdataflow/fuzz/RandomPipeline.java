package io.cosmosdataflow.fuzz;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A pipeline of one Copy or one data flow, from a source of any kind to a sink of any kind, with any settings. */
final class RandomPipeline {

    /** Files of other writers have them. */
    private static final List<String> OLD_DATES =
            List.of("spark.sql.parquet.datetimeRebaseModeInWrite", "spark.sql.parquet.int96RebaseModeInWrite");

    private static final List<String> COLUMNAR = List.of("Parquet", "Avro", "Orc");
    private static final List<String> KINDS =
            List.of("Json", "DelimitedText", "Parquet", "Avro", "Orc", "CosmosDbSqlApi", "AzureSql");

    private static final Map<String, List<String>> FORMAT_SETTINGS = Map.of(
            "Json",
            List.of(
                    "\"encodingName\": \"UTF-16\"",
                    "\"compression\": {\"type\": \"gzip\"}",
                    "\"encodingName\": \"ISO-8859-1\""),
            "DelimitedText",
            List.of(
                    "\"quoteChar\": \"\"",
                    "\"quoteChar\": \"'\"",
                    "\"nullValue\": \"NULL\"",
                    "\"encodingName\": \"UTF-32\"",
                    "\"escapeChar\": \"\"",
                    "\"rowDelimiter\": \";\"",
                    "\"compressionCodec\": \"bzip2\"",
                    "\"compressionCodec\": \"snappy\"",
                    "\"compressionCodec\": \"lz4\"",
                    "\"columnDelimiter\": \"||\""),
            "Parquet",
            List.of("\"compressionCodec\": \"gzip\"", "\"compressionCodec\": \"none\""),
            "Avro",
            List.of("\"avroCompressionCodec\": \"snappy\"", "\"avroCompressionCodec\": \"deflate\""),
            "Orc",
            List.of("\"orcCompressionCodec\": \"zlib\"", "\"orcCompressionCodec\": \"none\""));

    private static final List<String> COPY_SETTINGS = List.of(
            "\"enableSkipIncompatibleRow\": true",
            "\"validateDataConsistency\": true",
            "\"parallelCopies\": 2",
            "\"translator\": {\"type\": \"TabularTranslator\", \"mappings\": [{\"source\": {\"name\": \"name\"}, \"sink\":"
                    + " {\"name\": \"id\"}}]}",
            "\"translator\": {\"type\": \"TabularTranslator\", \"mappings\": [{\"source\": {\"path\": \"$['a b']\"}, \"sink\":"
                    + " {\"path\": \"$['x']['y']\"}}]}",
            "\"translator\": {\"type\": \"TabularTranslator\", \"typeConversion\": true, \"typeConversionSettings\":"
                    + " {\"allowDataTruncation\": false, \"treatBooleanAsNumber\": true}}",
            "\"translator\": {\"type\": \"TabularTranslator\", \"mappings\": [{\"source\": {\"ordinal\": 1}, \"sink\": {\"name\":"
                    + " \"n\", \"type\": \"Decimal\"}}]}",
            "\"translator\": {\"type\": \"TabularTranslator\", \"mappings\": [{\"source\": {\"name\": \"id\", \"type\": \"DateTime\"},"
                    + " \"sink\": {\"name\": \"id\", \"type\": \"Int64\"}}]}",
            "\"translator\": {\"type\": \"TabularTranslator\", \"mapComplexValuesToString\": true, \"collectionReference\": \"$['value']\","
                    + " \"mappings\": [{\"source\": {\"path\": \"$['id']\"}, \"sink\": {\"name\": \"id\"}}]}");

    private static final Map<String, List<String>> SINK_SETTINGS = Map.of(
            "Json",
            List.of("\"formatSettings\": {\"type\": \"JsonWriteSettings\", \"filePattern\": \"arrayOfObjects\"}"),
            "DelimitedText",
            List.of(
                    "\"formatSettings\": {\"type\": \"DelimitedTextWriteSettings\", \"quoteAllText\": true, \"fileExtension\": \".txt\"}",
                    "\"formatSettings\": {\"type\": \"DelimitedTextWriteSettings\", \"maxRowsPerFile\": 2, \"fileExtension\": \".txt\"}"),
            "Parquet",
            List.of("\"formatSettings\": {\"type\": \"ParquetWriteSettings\", \"maxRowsPerFile\": 2}"),
            "Avro",
            List.of(
                    "\"formatSettings\": {\"type\": \"AvroWriteSettings\", \"recordName\": \"r r\", \"recordNamespace\": \"1.2\"}"),
            "Orc",
            List.of(),
            "CosmosDbSqlApi",
            List.of("\"writeBehavior\": \"upsert\"", "\"writeBatchSize\": 1"),
            "AzureSql",
            List.of(
                    "\"tableOption\": \"autoCreate\"",
                    "\"writeBehavior\": \"upsert\"",
                    "\"preCopyScript\": \"DELETE FROM nowhere\""));

    private static final List<String> STEPS = List.of(
            "derive(each(match(true()), concat($$, '_x') = toString($$)))",
            "derive(n = toInteger(byName('name')))",
            "derive(d = toTimestamp(toString(byName('id')), 'yyyy-MM-dd'))",
            "derive(r = regexReplace(toString(byName('name')), toString(byName('id')), ''))",
            "derive(z = toUTC(toTimestamp(toString(byName('value'))), toString(byName('name'))))",
            "derive(p = toDecimal(toString(byName('value')), 38, 18) * 1000000000)",
            "derive(h = sha2(256, columns()), l = left(toString(byName('name')), toInteger(byName('id'))))",
            "derive(m = keyValues([toString(byName('name')), 'k'], ['1', '2']))",
            "derive(a = array(toString(byName('id')), 'x')[toInteger(byName('id'))])",
            "filter(toString(byName('name')) > '5')",
            "select(mapColumn(each(match(true()), lower($$) = $$)))",
            "aggregate(groupBy(k = toString(byName('name'))), n = count(), s = sum(toDecimal(toString(byName('id')))))",
            "aggregate(each(match(true()), $$ = max($$)))",
            "sort(asc(byName('name'), true))",
            "rank(asc(byName('name'), true), output(r as long))",
            "keyGenerate(output(k as long), startAt: 1L)",
            "window(over(byName('name')), asc(byName('id'), true), n = rowNumber())",
            "alterRow(upsertIf(true()))",
            "assert(expectTrue(!isNull(byName('name')), false, 'a'))");

    private final Random random;
    private final RandomRows rows;
    private final LocalRuns runs;
    private final FactoryFiles factory;

    RandomPipeline(Random random, Path directory) {
        this.random = random;
        this.rows = new RandomRows(random);
        this.runs = LocalRuns.in(directory);
        this.factory = FactoryFiles.in(runs.factory())
                .linkedService("Sql", "AzureSqlDatabase", "{\"connectionString\": \"Server=x\"}");
    }

    /** Writes factory and data. */
    LocalRuns make() {
        String source = rows.one(KINDS);
        String sink = rows.one(KINDS);
        source(source);
        end("Out", sink, "out", "w", rows.one(List.of("", "x")));
        if (random.nextBoolean()) {
            factory.pipeline("P", copy(source, sink));
        } else {
            factory.dataFlow("Flow", Map.of("In", "In"), Map.of("Out", "Out"), script(source, sink))
                    .pipeline("P", executeDataFlow("D", "Flow", "{}", ""));
        }
        return runs;
    }

    private String end(String name, String kind, String folder, String table, String file) {
        String setting = "";
        switch (kind) {
            case "CosmosDbSqlApi" -> factory.container(name, table);
            case "AzureSql" -> factory.dataset(
                    name, "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"" + table + "\"}");
            default -> {
                setting = random.nextInt(3) == 0 ? rows.one(FORMAT_SETTINGS.get(kind)) : "\"annotations\": []";
                String header = "\"firstRowAsHeader\": " + (random.nextInt(4) > 0);
                factory.file(name, kind, folder, file, setting, kind.equals("DelimitedText") ? header : "\"x\": 1");
            }
        }
        return setting;
    }

    private void source(String kind) {
        end("In", kind, "in", "r", "");
        switch (kind) {
            case "CosmosDbSqlApi" -> runs.file("Shop/" + factory.database() + "/r.jsonl", rows.documents(true));
            case "AzureSql" -> runs.file("Sql/dbo.r.csv", rows.table());
            default -> {
                input("a", file(kind));
                if (random.nextInt(3) == 0) {
                    input("b", file(random.nextInt(4) == 0 ? rows.one(KINDS.subList(0, 5)) : kind));
                }
            }
        }
    }

    private void input(String name, byte[] bytes) {
        try {
            Files.write(Files.createDirectories(runs.local("Blob/c/in")).resolve(name), rows.spoilt(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] file(String kind) {
        if (!COLUMNAR.contains(kind)) {
            String text =
                    kind.equals("Json") ? rows.documents(false) : rows.delimited(rows.one(List.of(",", "||", ";")));
            return text.getBytes(StandardCharsets.UTF_8);
        }
        Path made = runs.local("made");
        SparkSession session = SharedSpark.session().newSession();
        session.conf().set("spark.sql.caseSensitive", "true");
        OLD_DATES.forEach(name -> session.conf().set(name, "CORRECTED"));
        session.range(random.nextInt(5))
                .selectExpr(
                        kind.equals("Avro")
                                ? new String[] {"id", "concat('n', id) as name", "array(id) as value"}
                                : rows.columns())
                .coalesce(1)
                .write()
                .mode("overwrite")
                .format(kind.toLowerCase(Locale.ROOT))
                .save(made.toString());
        try (Stream<Path> files = Files.list(made)) {
            return Files.readAllBytes(
                    files.filter(each -> each.getFileName().toString().startsWith("part"))
                            .findFirst()
                            .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String copy(String source, String sink) {
        List<String> from = new ArrayList<>(List.of("\"type\": \"" + source + "Source\""));
        if (source.equals("CosmosDbSqlApi") && random.nextInt(3) == 0) {
            from.add("\"query\": \""
                    + rows.one(List.of(
                            "SELECT c.id, c.name FROM c",
                            "SELECT VALUE c.name FROM c",
                            "SELECT VALUE COUNT(1) FROM c",
                            "SELEC"))
                    + "\"");
        }
        List<String> to = new ArrayList<>(List.of("\"type\": \"" + sink + "Sink\""));
        if (sink.equals("AzureSql") && random.nextInt(4) > 0) {
            to.add(SINK_SETTINGS.get(sink).get(0));
        } else if (random.nextBoolean() && !SINK_SETTINGS.get(sink).isEmpty()) {
            to.add(rows.one(SINK_SETTINGS.get(sink)));
        }
        List<String> all = new ArrayList<>(
                List.of("\"source\": {" + String.join(", ", from) + "}", "\"sink\": {" + String.join(", ", to) + "}"));
        if (random.nextBoolean()) {
            all.add(rows.one(COPY_SETTINGS));
        }
        return """
                {"name": "C", "type": "Copy", "inputs": [{"referenceName": "In", "type": "DatasetReference"}],
                 "outputs": [{"referenceName": "Out", "type": "DatasetReference"}], "typeProperties": {%s}}"""
                .formatted(String.join(",\n", all));
    }

    private String script(String source, String sink) {
        String format =
                switch (source) {
                    case "CosmosDbSqlApi" -> ", format: 'document'";
                    case "AzureSql" -> ", format: 'table'";
                    default -> rows.one(List.of("", ", inferDriftedColumnTypes: true", ", rowUrlColumn: 'name'"));
                };
        String projection = rows.one(List.of(
                "",
                "output(id as string, name as integer), ",
                "output(name as timestamp, value as string[]), ",
                "output(value as (a as long, b as string)), "));
        StringBuilder script = new StringBuilder("source(" + projection + "allowSchemaDrift: true, validateSchema: "
                + (random.nextInt(5) == 0) + format + ") ~> In\n");
        String stream = "In";
        for (int step = random.nextInt(3); step > 0; step--) {
            script.append(stream)
                    .append(' ')
                    .append(rows.one(STEPS))
                    .append(" ~> S")
                    .append(step)
                    .append('\n');
            stream = "S" + step;
        }
        String write =
                switch (sink) {
                    case "CosmosDbSqlApi" -> ", upsertable: true, insertable: true, format: 'document'";
                    case "AzureSql" -> ", insertable: true, recreate: true, format: 'table'";
                    default -> rows.one(List.of(
                            "",
                            ", partitionBy('hash', 2)",
                            ", truncate: true",
                            ", partitionFileNames: ['one']",
                            ", rowUrlColumn: 'name'",
                            ", umask: '0022'",
                            ", partitionBy('key', 0, name)"));
                };
        return script + stream + " sink(allowSchemaDrift: true, validateSchema: false" + write + ") ~> Out\n";
    }
}
