package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.CosmosFlows.SOURCE;
import static io.cosmosdataflow.run.CosmosFlows.into;
import static io.cosmosdataflow.run.CosmosFlows.totals;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.testing.Items;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting of a source that is a container, over the emulator. */
class CosmosFlowSourceTest {

    private static final String PROJECTED =
            "output(id as string, pk as string, qty as integer), allowSchemaDrift: false";

    @TempDir
    Path directory;

    private CosmosFlows flows;

    @BeforeEach
    void factory() {
        flows = CosmosFlows.in(directory);
    }

    private static String source(String settings) {
        return "source(" + settings + ") ~> In\n";
    }

    private List<String> columns(String settings) throws IOException {
        assertThat(flows.toFile(source(settings)).run().failures()).isEmpty();
        List<String> names = new ArrayList<>();
        Items.parse(Files.readAllLines(flows.outFile()).get(0)).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void inlineModeTakesTheContainerOfTheScript() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        flows.inline(
                source(PROJECTED + ", store: 'cosmosDB', format: 'document', container: 'in', storeType: 'oltp'")
                        + into("store: 'cosmosDB', container: 'out'"),
                "{}");

        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(1);

        assertThat(flows.out().all()).isEqualTo(flows.in().all());
    }

    @Test
    void inlineModeTakesTheContainerOfAParameter() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        flows.inline(
                "parameters{\n from as string,\n to as string\n}\n"
                        + source(PROJECTED + ", store: 'cosmosDB', format: 'document', container: ($from)")
                        + into("store: 'cosmosDB', container: ($to)"),
                "{\"from\": \"'in'\", \"to\": \"'out'\"}");

        flows.metrics();

        assertThat(flows.out().all()).containsOnlyKeys("1");
    }

    @Test
    void aQueryIsMergedOverAllPartitions() {
        flows.filled(90);
        flows.flow(source("output(id as string, qty as integer), allowSchemaDrift: false, format: 'documentQuery',"
                        + " query: 'SELECT TOP 3 c.id, c.qty FROM c ORDER BY c.qty DESC'")
                + "In derive(pk = 'top') ~> Keyed\nKeyed sink(format: 'document') ~> Out");

        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(3);

        assertThat(flows.out().all()).containsOnlyKeys("88", "89", "90");
    }

    @Test
    void anAggregateIsOneOfAllPartitions() {
        flows.filled(90);
        flows.flow(source("output(id as string, pk as string, qty as long), allowSchemaDrift: false,"
                        + " format: 'documentQuery',"
                        + " query: 'SELECT \"all\" AS id, \"a\" AS pk, SUM(c.qty) AS qty FROM c'")
                + into(""));

        flows.metrics();

        assertThat(flows.texts()).containsExactly("{\"id\":\"all\",\"pk\":\"a\",\"qty\":4095}");
    }

    @Test
    void aQueryMayComeFromAParameter() {
        flows.filled(9);
        flows.flow(
                "parameters{\n what as string\n}\n"
                        + source(PROJECTED + ", format: 'documentQuery', query: ($what)")
                        + into(""),
                "{\"what\": \"'SELECT * FROM c WHERE c.qty > 7'\"}");

        flows.metrics();

        assertThat(flows.out().all()).containsOnlyKeys("8", "9");
    }

    @Test
    void anEmptyQueryReadsEverything() {
        flows.filled(9);
        flows.flow(source(PROJECTED + ", format: 'documentQuery', query: ''") + into(""));

        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(9);
    }

    @Test
    void aQueryWithoutItsFormatIsNotAsked() {
        flows.filled(9);
        flows.flow(source(PROJECTED + ", format: 'document', query: 'SELECT * FROM c WHERE c.qty > 7'") + into(""));

        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(9);
    }

    @Test
    void systemColumnsAreAmongTheDriftedOnes() throws IOException {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");

        assertThat(columns("allowSchemaDrift: true, format: 'document', systemColumns: true"))
                .containsExactlyInAnyOrder("id", "pk", "qty", "_rid", "_self", "_etag", "_attachments", "_ts");
        assertThat(columns("allowSchemaDrift: true, format: 'document', includeSystemColumns: false"))
                .containsExactlyInAnyOrder("pk", "qty");
    }

    /** As the metadata of the stream has them: a script names them without projecting them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "output(qty as integer), allowSchemaDrift: false, format: 'document'",
                "output(qty as integer, {_rid} as string), allowSchemaDrift: true, format: 'document'",
                "allowSchemaDrift: true, format: 'document'",
                "output(qty as integer), allowSchemaDrift: false, format: 'documentQuery', query: 'SELECT * FROM c'",
                "output(qty as integer), allowSchemaDrift: false, validateSchema: true, format: 'document'"
            })
    void systemColumnsAreColumnsOfTheStreamProjectedOrNot(String settings) throws IOException {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        JsonNode stored = flows.in().stored().get("1");

        flows.toFile(
                source(settings + ", systemColumns: true") + "In derive(later = {_ts} + 1) ~> Later\n"
                        + "Later select(mapColumn(key = id, {_ts}, later, {_rid}, {_self}, {_etag}, {_attachments})) ~> Named",
                "Named");

        assertThat(flows.check()).isEmpty();
        assertThat(flows.run().failures()).isEmpty();
        JsonNode row = Items.parse(Files.readString(flows.outFile()));
        assertThat(row.get("key").asText()).isEqualTo("1");
        assertThat(row.get("_ts")).isEqualTo(stored.get("_ts"));
        assertThat(row.get("later").asLong()).isEqualTo(stored.get("_ts").asLong() + 1);
        for (String name : List.of("_rid", "_self", "_etag", "_attachments")) {
            assertThat(row.get(name)).as(name).isEqualTo(stored.get(name));
        }
    }

    /** The rest of them is null. */
    @Test
    void ofAQueryTheSystemColumnsAreThoseThatItSelects() throws IOException {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");

        assertThat(columns("output(qty as integer), allowSchemaDrift: false, format: 'documentQuery', query: 'SELECT"
                        + " c.qty, c.id FROM c', systemColumns: true"))
                .containsExactly("qty", "id");
    }

    @Test
    void withoutSystemColumnsDriftBringsTheUsersOwn() throws IOException {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");

        assertThat(columns("allowSchemaDrift: true, format: 'document', systemColumns: false"))
                .containsExactlyInAnyOrder("pk", "qty");
        assertThat(columns("allowSchemaDrift: true, format: 'document'"))
                .contains("id", "_ts")
                .doesNotContain("_lsn");
    }

    @Test
    void projectedSystemColumnsAreReadInAnyCase() throws IOException {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        JsonNode stored = flows.in().stored().get("1");

        flows.toFile(source("output({_ts} as long, {_etag} as string, id as string), allowSchemaDrift: false,"
                        + " format: 'document', systemColumns: false"))
                .run();

        JsonNode row = Items.parse(Files.readString(flows.outFile()));
        assertThat(row.get("_ts").asLong())
                .isEqualTo(stored.get("_ts").asLong())
                .isPositive();
        assertThat(row.get("_etag").asText())
                .isEqualTo(stored.get("_etag").asText())
                .isNotEmpty();
        assertThat(row.get("id").asText()).isEqualTo("1");
    }

    private long pages(String settings) {
        long before = totals(flows.in()).pages();
        assertThat(flows.flow(source(PROJECTED + ", " + settings) + "In alterRow(upsertIf(true())) ~> Marked\n"
                                + CosmosFlows.marked("upsertable", ""))
                        .metrics()
                        .path("rowsWritten")
                        .asLong())
                .isEqualTo(200);
        return totals(flows.in()).pages() - before;
    }

    @Test
    void pageSizeBoundsTheDocumentsOfARequest() {
        flows.filled(200);

        assertThat(pages("format: 'document', pageSize: 5")).isGreaterThanOrEqualTo(40);
        assertThat(pages("format: 'document', pageSize: -1")).isLessThan(20);
        assertThat(pages("format: 'document'")).isLessThan(20);
    }

    @Test
    void pageSizeBoundsQueriesToo() {
        flows.filled(200);
        String merged = "format: 'documentQuery', query: 'SELECT * FROM c ORDER BY c.qty'";
        String simple = "format: 'documentQuery', query: 'SELECT * FROM c WHERE c.qty > 0'";

        assertThat(pages(merged + ", pageSize: 5")).isGreaterThanOrEqualTo(40);
        assertThat(pages(merged)).isLessThan(20);
        assertThat(pages(simple + ", pageSize: 5")).isGreaterThanOrEqualTo(40);
        assertThat(pages(simple)).isLessThan(20);
    }

    @Test
    void pageSizeBoundsTheChangeFeedToo() {
        flows.filled(200);
        String feed = "format: 'document', enableChangeFeed: true, changeFeedStartFromTheBeginning: true, pageSize: 5";

        assertThat(pages(feed)).isGreaterThanOrEqualTo(40);
    }

    @Test
    void aSourceWithoutDriftReadsItsColumnsOnly() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1, 'more': {'x': 1}}");

        flows.flow(source(PROJECTED + ", format: 'document'") + into("")).metrics();

        assertThat(flows.texts()).containsExactly("{\"id\":\"1\",\"pk\":\"a\",\"qty\":1}");
    }

    @Test
    void driftedColumnsAreTextsUnlessTheirTypesAreInferred() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'n': 1, 'b': true, 'more': {'x': 1}}");
        String source = "output(id as string), allowSchemaDrift: true, format: 'document'";
        String upsert = "In alterRow(upsertIf(true())) ~> Marked\n" + CosmosFlows.marked("upsertable", "");

        flows.flow(source(source) + upsert).metrics();
        assertThat(flows.out().all().get("1"))
                .isEqualTo(Items.parse("{'id': '1', 'pk': 'a', 'n': '1', 'b': 'true', 'more': {'x': '1'}}"));

        flows.flow(source(source + ", inferDriftedColumnTypes: true") + upsert).metrics();
        assertThat(flows.out().all().get("1"))
                .isEqualTo(Items.parse("{'id': '1', 'pk': 'a', 'n': 1, 'b': true, 'more': {'x': 1}}"));
    }

    @Test
    void validateSchemaEndsTheActivityForAColumnThatIsMissing() {
        flows.in().upsert("{'id': '1', 'pk': 'a'}");
        String source = "output(id as string, pk as string, absent as string), format: 'document', validateSchema: ";

        assertThat(flows.flow(source(source + "true") + into("")).failure())
                .extracting("code")
                .isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(flows.out().all()).isEmpty();
        flows.flow(source(source + "false") + into("")).metrics();
        assertThat(flows.out().all()).containsOnlyKeys("1");
    }

    @Test
    void limitBoundsTheRows() {
        flows.filled(30);

        assertThat(flows.flow(source(PROJECTED + ", limit: 7, format: 'document'") + into(""))
                        .metrics()
                        .path("rowsWritten")
                        .asLong())
                .isEqualTo(7);
    }

    @Test
    void aFilterIsAskedOfCosmosAndUnusedPropertiesAreNot() {
        flows.filled(500);
        long before = totals(flows.in()).documentsRead();

        flows.flow(SOURCE + "In filter(qty <= 3) ~> Few\nFew sink(mapColumn(id, pk), format: 'document') ~> Out")
                .metrics();

        assertThat(flows.out().all()).containsOnlyKeys("1", "2", "3");
        assertThat(totals(flows.in()).documentsRead() - before).isBetween(3L, 50L);
    }

    @Test
    void theAnalyticalStoresDocumentsAreReadFromTheTransactionalOne() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");

        flows.flow(source(PROJECTED + ", storeType: 'olap', format: 'document'") + into(""))
                .metrics();

        assertThat(flows.out().all()).isEqualTo(flows.in().all());
    }

    @Test
    void aDatasetOfTheLegacyTypeIsRefused() {
        flows.files().dataset("In", "DocumentDbCollection", "Shop", "{\"collectionName\": \"in\"}");

        assertThat(flows.flow(SOURCE + into("")).check())
                .singleElement()
                .extracting("code")
                .isEqualTo(ErrorCode.UnsupportedDataset);
    }
}
