package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What GetMetadata activities give. Sizes, times and digests are those that the JDK finds.
 *
 * <p>Source: Microsoft Learn, control-flow-get-metadata-activity.
 */
class GetMetadataTest {

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void filesAndATable() {
        runs = LocalRuns.in(directory);
        runs.file("Blob/c/in/b.csv", "id,name\n7,Ann\n");
        runs.file("Blob/c/in/a.json", "{\"id\": 7}\n");
        runs.file("Blob/c/in/sub/c.json", "{}\n");
        runs.file(
                "Db/Users.csv",
                "id:int,\"price:decimal(9,2)\",at:datetime2,code:uniqueidentifier\n7,2.50,2026-01-02T03:04:05,"
                        + "00000000-0000-0000-0000-000000000001\n");
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .linkedService("Pg", "PostgreSql", "{\"connectionString\": \"Host=h;Database=d;UID=u;Password=p\"}")
                .linkedService("Lake", "AzureBlobFS", "{\"url\": \"https://l.dfs.core.windows.net\"}")
                .linkedService("Share", "FileServer", "{\"host\": \"//server/share\"}")
                .linkedService("Bucket", "AmazonS3", "{}")
                .dataset("Users", "AzureSqlTable", "Db", "{\"schema\": \"dbo\", \"table\": \"Users\"}")
                .dataset("Nobody", "AzureSqlTable", "Db", "{\"schema\": \"dbo\", \"table\": \"Nobody\"}")
                .dataset("Rows", "PostgreSqlTable", "Pg", "{\"schema\": \"s\", \"table\": \"t\"}")
                .file("Csv", "DelimitedText", "in", "b.csv", "\"firstRowAsHeader\": true")
                .file("Headerless", "DelimitedText", "in", "b.csv")
                .file("Json", "Json", "in", "a.json")
                .file("Folder", "Binary", "in", "")
                .file("Container", "Binary", "", "")
                .file("Missing", "Binary", "in", "nothing.bin")
                .file("MissingFolder", "Json", "nowhere", "")
                .container("Items", "items");
    }

    /** @param fields names in a list; @param more members, each with a comma before it */
    private static String metadata(String dataset, String fields, String more) {
        String list = fields.isEmpty()
                ? ""
                : Arrays.stream(fields.split(" "))
                        .map(each -> "\"" + each + "\"")
                        .collect(Collectors.joining(", "));
        return """
                {"name": "Look", "type": "GetMetadata", "typeProperties": {
                  "dataset": {"referenceName": "%s", "type": "DatasetReference"}, "fieldList": [%s]%s}}"""
                .formatted(dataset, list, more);
    }

    private PipelineResult run(String activity) {
        factory.pipeline("P", activity);
        return runs.run("P", RunOptions.NONE);
    }

    private JsonNode output(String dataset, String fields, String more) {
        PipelineResult result = run(metadata(dataset, fields, more));
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Look").orElseThrow().output();
    }

    /** Without what every output has. */
    private JsonNode asked(String dataset, String fields, String more) throws IOException {
        ObjectNode output = output(dataset, fields, more).deepCopy();
        assertThat(output.remove("effectiveIntegrationRuntime").asText()).contains("Spark");
        assertThat(output.remove("executionDuration").isIntegralNumber()).isTrue();
        return json(output.toString());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void aFileTellsWhatTheDiskHas() throws IOException, GeneralSecurityException {
        Path file = runs.local("Blob/c/in/b.csv");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2017-02-23T06:17:09.567Z")));
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));

        JsonNode output =
                asked("Csv", "columnCount structure contentMD5 size lastModified itemType itemName exists", "");

        assertThat(output)
                .isEqualTo(json(
                        """
                        {'exists': true, 'itemName': 'b.csv', 'itemType': 'File', 'size': %d,
                         'lastModified': '2017-02-23T06:17:09Z', 'contentMD5': '%s',
                         'structure': [{'name': 'id', 'type': 'String'}, {'name': 'name', 'type': 'String'}],
                         'columnCount': 2}"""
                                .formatted(Files.size(file), digest)));
    }

    /** Files and folders directly in it, no name is hidden. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Folder    | in | a.json File, b.csv File, sub Folder
            Container | c  | in Folder
            """)
    void aFolderTellsWhatIsInIt(String dataset, String name, String children) throws IOException {
        String items = Arrays.stream(children.split(", "))
                .map(each -> each.split(" "))
                .map(each -> "{'name': '" + each[0] + "', 'type': '" + each[1] + "'}")
                .collect(Collectors.joining(", "));

        assertThat(asked(dataset, "exists itemName itemType childItems", ""))
                .isEqualTo(json("{'exists': true, 'itemName': '" + name + "', 'itemType': 'Folder', 'childItems': ["
                        + items + "]}"));
    }

    /** "The childItems in output includes only the files that are modified within the specified range but not folders." */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2020-01-01T00:00:00Z | 2020-02-01T00:00:00Z | [{'name': 'b.csv', 'type': 'File'}]
            2020-01-02T00:00:00Z | 2020-01-31T00:00:00Z | [{'name': 'b.csv', 'type': 'File'}]
            2020-01-01T00:00:00Z | 2020-01-02T00:00:00Z | []
            """)
    void theTimeOfModificationChoosesFiles(String from, String before, String children) throws IOException {
        Files.setLastModifiedTime(runs.local("Blob/c/in/b.csv"), FileTime.from(Instant.parse("2020-01-02T00:00:00Z")));

        JsonNode output = asked(
                "Folder",
                "childItems",
                ", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\", \"recursive\": true,"
                        + " \"enablePartitionDiscovery\": false, \"modifiedDatetimeStart\": \"" + from
                        + "\", \"modifiedDatetimeEnd\": \"" + before + "\"}");

        assertThat(output.get("childItems")).isEqualTo(json(children));
    }

    /** It "does not apply when getting metadata from a file". */
    @Test
    void theTimeOfModificationDoesNotChooseAFile() {
        JsonNode output = output(
                "Csv",
                "exists itemName",
                ", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\","
                        + " \"modifiedDatetimeEnd\": \"2000-01-01T00:00:00Z\"}");

        assertThat(output.get("exists").asBoolean()).isTrue();
    }

    /** Of the members, azure-docs issue 96555: nothing but {@code exists} is there. */
    @ParameterizedTest
    @CsvSource({
        "Missing, exists size lastModified, itemName, FileNotFound",
        "MissingFolder, childItems exists, itemType, FileNotFound",
        "Nobody, exists structure, columnCount, SqlTableMissing"
    })
    void whatIsNotThereFailsUnlessItIsAskedFor(String dataset, String asked, String unasked, ErrorCode code)
            throws IOException {
        assertThat(asked(dataset, asked, "")).isEqualTo(json("{'exists': false}"));
        assertThat(run(metadata(dataset, unasked, "")).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.getMessage()).contains(dataset.equals("Nobody") ? "dbo.Nobody" : "'c/");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "Folder, size, folder",
        "Folder, contentMD5, folder",
        "Csv, childItems, file",
        "Json, exists childItems, file"
    })
    void whatDoesNotApplyFailsTheActivity(String dataset, String fields, String type) {
        assertThat(run(metadata(dataset, fields, "")).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.InvalidProperty);
                    assertThat(failure.getMessage()).contains("P.json:3:", "points to a " + type);
                });
    }

    /** Text is of texts; without a header, columns are called by their position (azure-docs pull request 69802). */
    @Test
    void aTextWithoutAHeaderHasNumberedColumns() throws IOException {
        assertThat(asked("Headerless", "structure columnCount", ""))
                .isEqualTo(json("{'structure': [{'name': 'Prop_0', 'type': 'String'},"
                        + " {'name': 'Prop_1', 'type': 'String'}], 'columnCount': 2}"));
    }

    @Test
    void linesBeforeTheHeaderArePassedOver() throws IOException {
        runs.file("Blob/c/in/b.csv", "made by hand\n\nid,name\n7,Ann\n");

        assertThat(asked(
                                "Csv",
                                "structure",
                                ", \"formatSettings\": {\"type\": \"DelimitedTextReadSettings\", \"skipLineCount\": 1}")
                        .at("/structure/1/name")
                        .asText())
                .isEqualTo("name");
    }

    /** Interim types: Microsoft Learn, copy-activity-schema-and-type-mapping. */
    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Avro", "Orc"})
    void aColumnarFileTellsItsTypes(String format) throws IOException {
        Path made = directory.resolve("made");
        SharedSpark.session()
                .sql("SELECT 1 AS i, 2L AS l, 'x' AS s, true AS b, 1.5D AS d, CAST(1.25 AS DECIMAL(9, 2)) AS m,"
                        + " TIMESTAMP '2026-01-02 03:04:05' AS t, X'01' AS y")
                .coalesce(1)
                .write()
                .format(format.toLowerCase(java.util.Locale.ROOT))
                .save(made.toString());
        try (var files = Files.list(made)) {
            Path part = files.filter(each -> each.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(part, runs.local("Blob/c/in/file"));
        }
        factory.file("Columns", format, "in", "file");

        JsonNode output = asked("Columns", "structure columnCount", "");

        assertThat(output.get("columnCount").asInt()).isEqualTo(8);
        assertThat(output.get("structure"))
                .isEqualTo(json("[{'name': 'i', 'type': 'Int32'}, {'name': 'l', 'type': 'Int64'},"
                        + " {'name': 's', 'type': 'String'}, {'name': 'b', 'type': 'Boolean'},"
                        + " {'name': 'd', 'type': 'Double'}, {'name': 'm', 'type': 'Decimal'},"
                        + " {'name': 't', 'type': 'Datetime'}, {'name': 'y', 'type': 'Byte[]'}]"));
    }

    /** Native types: Microsoft Learn, connector-azure-sql-database, data type mapping. */
    @Test
    void aTableTellsItsTypes() throws IOException {
        assertThat(asked("Users", "exists structure columnCount", ""))
                .isEqualTo(
                        json(
                                """
                        {'exists': true, 'columnCount': 4, 'structure': [
                          {'name': 'id', 'type': 'Int32'}, {'name': 'price', 'type': 'Decimal'},
                          {'name': 'at', 'type': 'Datetime'}, {'name': 'code', 'type': 'Guid'}]}"""));
    }

    /** "Supported connectors", file storage; for Binary, JSON and XML its second note. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Blob   | AzureBlobStorageLocation | DelimitedText | created
            Blob   | AzureBlobStorageLocation | Json          | created structure columnCount
            Blob   | AzureBlobStorageLocation | Binary        | created structure columnCount
            Blob   | AzureBlobStorageLocation | Xml           | created structure columnCount
            Blob   | AzureBlobStorageLocation | Excel         | created
            Lake   | AzureBlobFSLocation      | Parquet       | created
            Bucket | AmazonS3Location         | Avro          | created contentMD5
            Share  | FileServerLocation       | Orc           | contentMD5
            """)
    void eachStoreKnowsWhatDataFactorySays(String service, String location, String type, String unknown) {
        List<String> all = List.of(
                "itemName",
                "itemType",
                "size",
                "created",
                "lastModified",
                "childItems",
                "contentMD5",
                "structure",
                "columnCount",
                "exists");
        factory.dataset(
                        "D",
                        type,
                        service,
                        "{\"location\": {\"type\": \"" + location
                                + "\", \"container\": \"c\", \"fileSystem\": \"c\", \"bucketName\": \"c\"}}")
                .pipeline("P", metadata("D", String.join(" ", all), ""));

        List<Issue> errors = runs.job("P").check().stream()
                .filter(issue -> issue.code() != ErrorCode.UnknownProperty)
                .toList();

        assertThat(errors).allSatisfy(issue -> assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty));
        assertThat(errors)
                .extracting(issue ->
                        issue.message().replaceAll(".* has '(\\w+)', which Data Factory does not know.*", "$1"))
                .containsExactlyInAnyOrder(unknown.split(" "));
    }

    @Test
    void aMountedFileTellsWhenItWasMade() throws IOException {
        runs.file("Share/in/b.csv", "x");
        factory.dataset(
                "Mounted",
                "Binary",
                "Share",
                "{\"location\": {\"type\": \"FileServerLocation\", \"folderPath\": \"in\", \"fileName\": \"b.csv\"}}");
        Instant made = Files.readAttributes(runs.local("Share/in/b.csv"), BasicFileAttributes.class)
                .creationTime()
                .toInstant();

        assertThat(Instant.parse(output("Mounted", "created", "").get("created").asText()))
                .isEqualTo(made.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    /** Only who asks for columns needs a format that can be read. */
    @ParameterizedTest
    @CsvSource({"exists itemName size, 0", "exists structure, 1", "columnCount, 1"})
    void aFormatThatCannotBeReadMattersForColumnsAlone(String fields, int issues) {
        factory.file("Lzo", "Parquet", "in", "b.csv", "\"compressionCodec\": \"lzo\"")
                .pipeline("P", metadata("Lzo", fields, ""));

        assertThat(runs.job("P").check()).hasSize(issues).allSatisfy(issue -> assertThat(issue.code())
                .isEqualTo(ErrorCode.UnsupportedSetting));
    }

    /** First note: it "applies to the container and the blob but not to the virtual folder". */
    @ParameterizedTest
    @CsvSource({"Container, true", "Csv, true", "Folder, false"})
    void aVirtualFolderWasNeverModified(String dataset, boolean told) {
        assertThat(output(dataset, "lastModified itemName", "").has("lastModified"))
                .isEqualTo(told);
        assertThat(runs.remarks().stream().anyMatch(remark -> remark.contains("'lastModified' is left out")))
                .isNotEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "fieldList": ["size"] | MissingProperty | 'dataset' of activity 'Look'
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"} | MissingProperty | 'fieldList'
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"}, "fieldList": [] | MissingProperty | 'fieldList'
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"}, "fieldList": ["length"] | InvalidProperty | has 'length', which is no metadata
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"}, "fieldList": [7] | InvalidProperty | which is no metadata
            "dataset": {"referenceName": "Cvs", "type": "DatasetReference"}, "fieldList": ["size"] | MissingReference | Cvs
            "dataset": {"referenceName": "Items", "type": "DatasetReference"}, "fieldList": ["exists"] | InvalidProperty | 'CosmosDbSqlApiCollection', of which Data Factory has no metadata
            "dataset": {"referenceName": "Rows", "type": "DatasetReference"}, "fieldList": ["exists"] | InvalidProperty | 'PostgreSqlTable', of which Data Factory has no metadata
            "dataset": {"referenceName": "Users", "type": "DatasetReference"}, "fieldList": ["size"] | InvalidProperty | has 'size', which Data Factory does not know
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"}, "fieldList": ["size"], "storeSettings": {"type": "AzureBlobStorageReadSettings", "wildcardFileName": "*.csv"} | InvalidProperty | 'wildcardFileName'
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"}, "fieldList": ["size"], "storeSettings": {"type": "AzureBlobStorageReadSettings", "modifiedDatetimeStart": "yesterday"} | InvalidProperty | 'modifiedDatetimeStart'
            "dataset": {"referenceName": "Csv", "type": "DatasetReference"}, "fieldList": ["size"], "formatSettings": {"type": "TextReadSettings"} | InvalidProperty | 'TextReadSettings', which does not exist
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, ErrorCode code, String words) {
        factory.pipeline(
                "P", "{\"name\": \"Look\", \"type\": \"GetMetadata\", \"typeProperties\": {" + typeProperties + "}}");

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message()).contains(words);
            assertThat(issue.span().toString()).contains("P.json");
        });
    }

    @Test
    void wildcardsOfTheDatasetAreWrong() {
        factory.file("Many", "Binary", "in/*", "*.csv").pipeline("P", metadata("Many", "exists", ""));

        assertThat(runs.job("P").check())
                .hasSize(2)
                .allSatisfy(issue -> assertThat(issue.span().toString()).contains("Many.json"));
    }

    /** As the authoring tool writes them, for Binary too. */
    @ParameterizedTest
    @ValueSource(strings = {"BinaryReadSettings", "JsonReadSettings", "XmlReadSettings", "ExcelReadSettings"})
    void settingsOfFormatsAreNotMistaken(String type) {
        factory.pipeline(
                "P",
                metadata(
                        "Folder",
                        "childItems",
                        ", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\", \"recursive\": true,"
                                + " \"enablePartitionDiscovery\": false}, \"formatSettings\": {\"type\": \"" + type
                                + "\"}"));

        assertThat(runs.job("P").check()).isEmpty();
    }

    /** The list and the names in it may be expressions; what the run knows alone is no mistake of the check. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"value\": \"@pipeline().parameters.field\", \"type\": \"Expression\"}]",
                "[\"@{pipeline().parameters.field}\"]",
                "{\"value\": \"@createArray(pipeline().parameters.field)\", \"type\": \"Expression\"}"
            })
    void fieldsMayBeExpressions(String list) {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {"parameters": {"field": {"type": "string"}}, "activities": [
                 {"name": "Look", "type": "GetMetadata", "typeProperties": {"fieldList": %s,
                  "dataset": {"referenceName": "Csv", "type": "DatasetReference"}}}]}}"""
                        .formatted(list));

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(runs.run("P", Map.of("field", "itemName"))
                        .record()
                        .activity("Look")
                        .orElseThrow()
                        .output()
                        .get("itemName")
                        .asText())
                .isEqualTo("b.csv");
        assertThatThrownBy(() -> runs.run("P", Map.of("field", "name"))).hasMessageContaining("which is no metadata");
    }

    @Test
    void aSecureOutputIsNotShown() {
        String activity = metadata("Csv", "itemName", "")
                .replace(
                        "\"type\": \"GetMetadata\"", "\"type\": \"GetMetadata\", \"policy\": {\"secureOutput\": true}");

        assertThat(run(activity)
                        .record()
                        .activity("Look")
                        .orElseThrow()
                        .output()
                        .toString())
                .doesNotContain("b.csv")
                .contains("***");
    }

    /** A link that leads out of the container is not followed. */
    @Test
    void aLinkThatLeadsOutIsRefused() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "x");
        Files.createSymbolicLink(runs.local("Blob/c/in/link"), secret);
        factory.file("Link", "Binary", "in", "link");

        assertThat(run(metadata("Link", "size exists", "")).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid));
    }
}
