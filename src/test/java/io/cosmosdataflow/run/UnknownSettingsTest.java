package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting whose value only the run knows is not absent, wherever it stands. */
class UnknownSettingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VALUE = "{\"value\": \"%s\", \"type\": \"Expression\"}";

    /** What names a type or another resource is never an expression. */
    private static final Set<String> FIXED = Set.of("type", "referenceName");

    @TempDir
    Path directory;

    /** One pipeline for each pair of stores, with as many settings as there are. */
    private FactoryFiles everything() {
        FactoryFiles files = FactoryFiles.in(directory.resolve("factory"))
                .linkedService(
                        "Blob",
                        "AzureBlobStorage",
                        "{\"connectionString\": {\"type\": \"SecureString\", \"value\":"
                                + " \"AccountName=x;AccountKey=a2V5;EndpointSuffix=core.windows.net\"}}")
                .linkedService(
                        "Lake",
                        "AzureBlobFS",
                        "{\"url\": \"https://x.dfs.core.windows.net\", \"accountKey\": {\"type\": \"SecureString\","
                                + " \"value\": \"a2V5\"}}")
                .linkedService(
                        "S3",
                        "AmazonS3",
                        "{\"authenticationType\": \"AccessKey\", \"serviceUrl\": \"https://s3.amazonaws.com\","
                                + " \"accessKeyId\": \"k\", \"secretAccessKey\": \"s\"}")
                .linkedService("Share", "FileServer", "{\"host\": \"/mnt/share\", \"userId\": \"u\"}")
                .linkedService(
                        "Shop",
                        "CosmosDb",
                        "{\"accountEndpoint\": \"https://shop.documents.azure.com:443/\", \"database\": \"d\","
                                + " \"accountKey\": {\"type\": \"SecureString\", \"value\": \"a2V5\"}}")
                .linkedService(
                        "Sql",
                        "AzureSqlDatabase",
                        "{\"server\": \"x.database.windows.net\", \"database\": \"d\", \"encrypt\": \"mandatory\","
                                + " \"trustServerCertificate\": false, \"authenticationType\": \"SQL\", \"userName\":"
                                + " \"u\", \"password\": {\"type\": \"SecureString\", \"value\": \"p\"}}")
                .linkedService(
                        "Pg", "PostgreSql", "{\"connectionString\": \"host=h;port=5432;database=d;uid=u;password=p\"}")
                .linkedService(
                        "Ora", "Oracle", "{\"connectionString\": \"host=h;port=1521;sid=s;user id=u;password=p\"}")
                .dataset(
                        "Csv",
                        "DelimitedText",
                        "Blob",
                        "{\"location\": {\"type\": \"AzureBlobStorageLocation\", \"container\": \"c\", \"folderPath\":"
                                + " \"f\", \"fileName\": \"a.csv\"}, \"columnDelimiter\": \",\", \"rowDelimiter\":"
                                + " \"\\n\", \"encodingName\": \"UTF-8\", \"escapeChar\": \"\\\\\", \"quoteChar\":"
                                + " \"'\", \"nullValue\": \"N\", \"firstRowAsHeader\": true, \"compressionCodec\":"
                                + " \"gzip\", \"compressionLevel\": \"Fastest\"}")
                .dataset(
                        "Json",
                        "Json",
                        "Lake",
                        "{\"location\": {\"type\": \"AzureBlobFSLocation\", \"fileSystem\": \"c\", \"folderPath\":"
                                + " \"f\"}, \"encodingName\": \"UTF-8\", \"compression\": {\"type\": \"gzip\","
                                + " \"level\": \"Optimal\"}}")
                .dataset(
                        "Parquet",
                        "Parquet",
                        "S3",
                        "{\"location\": {\"type\": \"AmazonS3Location\", \"bucketName\": \"b\", \"folderPath\": \"f\"},"
                                + " \"compressionCodec\": \"snappy\"}")
                .dataset(
                        "Avro",
                        "Avro",
                        "Share",
                        "{\"location\": {\"type\": \"FileServerLocation\", \"folderPath\": \"f\"},"
                                + " \"avroCompressionCodec\": \"deflate\", \"avroCompressionLevel\": 5}")
                .container("Items", "items")
                .dataset("Table", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"t\"}")
                .dataset("Query", "AzureSqlTable", "Sql", "{}")
                .dataset("Old", "PostgreSqlTable", "Pg", "{\"tableName\": \"public.t\"}")
                .dataset("Ora", "OracleTable", "Ora", "{}");
        String additional = ", \"additionalColumns\": [{\"name\": \"file\", \"value\": \"$$FILEPATH\"}]";
        pipeline(
                files,
                "CsvToItems",
                "Csv",
                "Items",
                "{\"type\": \"DelimitedTextSource\", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\","
                        + " \"recursive\": true, \"wildcardFolderPath\": \"f*\", \"wildcardFileName\": \"*.csv\","
                        + " \"modifiedDatetimeStart\": \"2026-01-01T00:00:00Z\", \"enablePartitionDiscovery\": true,"
                        + " \"partitionRootPath\": \"f\", \"maxConcurrentConnections\": 3}, \"formatSettings\":"
                        + " {\"type\": \"DelimitedTextReadSettings\", \"skipLineCount\": 2}" + additional + "}",
                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\", \"writeBatchSize\": 100,"
                        + " \"writeBatchTimeout\": \"00:30:00\"}",
                ", \"translator\": {\"type\": \"TabularTranslator\", \"mappings\": [{\"source\": {\"name\": \"a\","
                        + " \"type\": \"String\"}, \"sink\": {\"path\": \"$['a']\"}}, {\"source\": {\"ordinal\": 2},"
                        + " \"sink\": {\"path\": \"$['b']\"}}], \"typeConversion\": true, \"typeConversionSettings\":"
                        + " {\"allowDataTruncation\": true, \"treatBooleanAsNumber\": false, \"culture\": \"de-DE\","
                        + " \"dateTimeFormat\": \"yyyy\"}}, \"enableSkipIncompatibleRow\": true, \"logSettings\":"
                        + " {\"enableCopyActivityLog\": true, \"copyActivityLogSettings\": {\"logLevel\": \"Info\"},"
                        + " \"logLocationSettings\": {\"linkedServiceName\": {\"referenceName\": \"Blob\", \"type\":"
                        + " \"LinkedServiceReference\"}, \"path\": \"logs\"}}");
        pipeline(
                files,
                "ItemsToTable",
                "Items",
                "Table",
                "{\"type\": \"CosmosDbSqlApiSource\", \"query\": \"SELECT c.a FROM c\", \"pageSize\": 10,"
                        + " \"preferredRegions\": [\"West Europe\"], \"detectDatetime\": true}",
                "{\"type\": \"AzureSqlSink\", \"writeBehavior\": \"upsert\", \"upsertSettings\": {\"useTempDB\": true,"
                        + " \"keys\": [\"a\"]}, \"preCopyScript\": \"TRUNCATE TABLE t\", \"tableOption\":"
                        + " \"autoCreate\", \"writeBatchSize\": 10, \"writeBatchTimeout\": \"00:30:00\"}",
                ", \"translator\": {\"type\": \"TabularTranslator\", \"collectionReference\": \"$['rows']\","
                        + " \"mapComplexValuesToString\": true, \"mappings\": [{\"source\": {\"path\": \"['a']\"},"
                        + " \"sink\": {\"name\": \"a\", \"type\": \"Decimal\", \"precision\": 10, \"scale\": 2}}]}");
        pipeline(
                files,
                "QueryToJson",
                "Query",
                "Json",
                "{\"type\": \"AzureSqlSource\", \"sqlReaderQuery\": \"select 1\", \"queryTimeout\": \"02:00:00\","
                        + " \"isolationLevel\": \"ReadCommitted\", \"partitionOption\": \"DynamicRange\","
                        + " \"partitionSettings\": {\"partitionColumnName\": \"id\", \"partitionLowerBound\": \"1\","
                        + " \"partitionUpperBound\": \"9\"}}",
                "{\"type\": \"JsonSink\", \"storeSettings\": {\"type\": \"AzureBlobFSWriteSettings\","
                        + " \"copyBehavior\": \"MergeFiles\"}, \"formatSettings\": {\"type\": \"JsonWriteSettings\","
                        + " \"filePattern\": \"setOfObjects\"}}",
                "");
        pipeline(
                files,
                "ProcedureToParquet",
                "Query",
                "Parquet",
                "{\"type\": \"AzureSqlSource\", \"sqlReaderStoredProcedureName\": \"p\","
                        + " \"storedProcedureParameters\": {\"x\": {\"type\": \"Int32\", \"value\": \"1\"}}}",
                "{\"type\": \"ParquetSink\", \"storeSettings\": {\"type\": \"AmazonS3WriteSettings\"},"
                        + " \"formatSettings\": {\"type\": \"ParquetWriteSettings\", \"maxRowsPerFile\": 10,"
                        + " \"fileNamePrefix\": \"x\"}}",
                ", \"translator\": {\"type\": \"TabularTranslator\", \"schemaMapping\": {\"a\": \"b\"}}");
        pipeline(
                files,
                "OracleToAvro",
                "Ora",
                "Avro",
                "{\"type\": \"OracleSource\", \"oracleReaderQuery\": \"select 1 from dual\"}",
                "{\"type\": \"AvroSink\", \"storeSettings\": {\"type\": \"FileServerWriteSettings\"},"
                        + " \"formatSettings\": {\"type\": \"AvroWriteSettings\", \"recordName\": \"r\","
                        + " \"recordNamespace\": \"n\"}}",
                "");
        pipeline(
                files,
                "OldToCsv",
                "Old",
                "Csv",
                "{\"type\": \"RelationalSource\", \"query\": \"select 1\"}",
                "{\"type\": \"DelimitedTextSink\", \"formatSettings\": {\"type\": \"DelimitedTextWriteSettings\","
                        + " \"quoteAllText\": true, \"fileExtension\": \".txt\"}}",
                "");
        return files;
    }

    private static void pipeline(
            FactoryFiles files, String name, String from, String to, String source, String sink, String more) {
        String reference = "[{\"referenceName\": \"%s\", \"type\": \"DatasetReference\"}]";
        files.write(
                "pipeline/" + name + ".json",
                "{\"name\": \"" + name + "\", \"properties\": {\"parameters\": {\"p\": {\"type\": \"object\"}},"
                        + " \"activities\": [{\"name\": \"C\", \"type\": \"Copy\", \"inputs\": "
                        + reference.formatted(from) + ", \"outputs\": " + reference.formatted(to)
                        + ", \"typeProperties\": {\"source\": " + source + ", \"sink\": " + sink + more + "}}]}}");
    }

    /** Each setting in turn is an expression over a parameter without a default; so is each object of settings. */
    @ParameterizedTest
    @ValueSource(strings = {"pipeline", "dataset", "linkedService"})
    void noSettingIsMissedWhileOnlyTheRunKnowsIt(String folder) throws IOException {
        FactoryFiles files = everything();
        assertThat(errors(files)).isEmpty();
        List<String> complaints = new ArrayList<>();
        int tried = 0;
        for (Path file : list(files.directory().resolve(folder))) {
            JsonNode written = JSON.readTree(file.toFile());
            for (String pointer : settings(written, folder)) {
                JsonNode changed = written.deepCopy();
                unknown(changed, pointer, folder);
                Files.writeString(file, changed.toPrettyString());
                tried++;
                errors(files).forEach(issue -> complaints.add(pointer + ": " + issue));
            }
            Files.writeString(file, written.toString());
        }
        assertThat(complaints).isEmpty();
        assertThat(tried).isGreaterThan(15);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** With the real stores and in local mode; that nobody gives the parameter of a dataset is another matter. */
    private static List<Issue> errors(FactoryFiles files) {
        DataFactory factory = DataFactory.load(files.directory());
        List<Issue> issues = new ArrayList<>(factory.check());
        issues.addAll(factory.withLocalStores(new LocalStores(Optional.of(files.directory()), Optional.empty()))
                .check());
        return issues.stream()
                .filter(issue -> issue.severity() == Severity.ERROR && issue.code() != ErrorCode.InvalidParameter)
                .toList();
    }

    private static List<String> settings(JsonNode file, String folder) {
        List<String> pointers = new ArrayList<>();
        String top =
                folder.equals("pipeline") ? "/properties/activities/0/typeProperties" : "/properties/typeProperties";
        collect(file.at(top), top, pointers);
        return pointers;
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        node.fields().forEachRemaining(field -> {
            String below = pointer + "/" + field.getKey();
            if (field.getKey().equals("linkedServiceName")) {
                return;
            }
            if (!FIXED.contains(field.getKey())
                    && !field.getKey().equals("source")
                    && !field.getKey().equals("sink")) {
                pointers.add(below);
            }
            collect(field.getValue(), below, pointers);
        });
        for (int i = 0; node instanceof ArrayNode && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, pointers);
        }
    }

    private static void unknown(JsonNode file, String pointer, String folder) throws IOException {
        int slash = pointer.lastIndexOf('/');
        String root = folder.equals("pipeline") ? "pipeline().parameters" : folder + "()";
        ((ObjectNode) file.at(pointer.substring(0, slash)))
                .set(pointer.substring(slash + 1), JSON.readTree(VALUE.formatted("@" + root + ".p")));
        if (!folder.equals("pipeline")) {
            ((ObjectNode) file.get("properties")).set("parameters", JSON.readTree("{\"p\": {\"type\": \"object\"}}"));
        }
    }

    /** The database of local mode has the table; the query and the table are the run's. */
    @ParameterizedTest
    @CsvSource({"Whole, select * from dbo.t", "Part, dbo.t", "Table, t"})
    void theRunKnowsThem(String pipeline, String value) throws IOException {
        LocalRuns runs = LocalRuns.in(directory);
        settingsOfTheRun(runs);

        PipelineResult result = runs.run(pipeline, Map.of("p", value));

        assertThat(result.failures()).isEmpty();
        assertThat(Files.readAllLines(runs.local("Blob/c/out/b.csv"))).containsExactly("a", "1");
    }

    private static void settingsOfTheRun(LocalRuns runs) {
        FactoryFiles files = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=h;Database=shop\"}")
                .dataset("Query", "AzureSqlTable", "Db", "{}")
                .write(
                        "dataset/Table.json",
                        """
                        {"name": "Table", "properties": {"type": "AzureSqlTable", "schema": [],
                         "linkedServiceName": {"referenceName": "Db", "type": "LinkedServiceReference"},
                         "parameters": {"t": {"type": "string"}},
                         "typeProperties": {"schema": "dbo", "table": "@dataset().t"}}}""")
                .file("Out", "DelimitedText", "out", "b.csv", "\"firstRowAsHeader\": true");
        runs.file("Db/dbo.t.csv", "a:int\n1\n");
        String sink = "{\"type\": \"DelimitedTextSink\"}";
        pipeline(
                files,
                "Whole",
                "Query",
                "Out",
                "{\"type\": \"AzureSqlSource\", \"sqlReaderQuery\": \"@pipeline().parameters.p\"}",
                sink,
                "");
        pipeline(
                files,
                "Part",
                "Query",
                "Out",
                "{\"type\": \"AzureSqlSource\", \"sqlReaderQuery\": \"select * from @{pipeline().parameters.p}\"}",
                sink,
                "");
        pipeline(files, "Table", "Table", "Out", "{\"type\": \"AzureSqlSource\"}", sink, "");
        files.write(
                "pipeline/Table.json",
                """
                {"name": "Table", "properties": {"parameters": {"p": {"type": "string", "defaultValue": ""}},
                 "activities": [{"name": "C", "type": "Copy",
                  "inputs": [{"referenceName": "Table", "type": "DatasetReference",
                    "parameters": {"t": "@pipeline().parameters.p"}}],
                  "outputs": [{"referenceName": "Out", "type": "DatasetReference"}],
                  "typeProperties": {"source": {"type": "AzureSqlSource"}, "sink": %s}}]}}"""
                        .formatted(sink));
        for (String each : List.of("Whole", "Part")) {
            files.write(
                    "pipeline/" + each + ".json",
                    read(files.directory().resolve("pipeline/" + each + ".json"))
                            .replace("\"type\": \"object\"", "\"type\": \"string\""));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An empty default holds the place of a value in a check; a run that is given none has nothing but it. */
    @Test
    void aRunIsCheckedWithItsOwnParameters() {
        LocalRuns runs = LocalRuns.in(directory);
        settingsOfTheRun(runs);

        assertThat(DataFactory.load(runs.factory()).pipeline("Table").check())
                .extracting(Issue::code)
                .doesNotContain(ErrorCode.MissingProperty);
        assertThatThrownBy(() -> runs.run("Table", Map.of()))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MissingProperty));
    }
}
