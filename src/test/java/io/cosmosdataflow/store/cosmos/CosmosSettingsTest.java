package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosmosSettingsTest {

    private final Issues issues = new Issues();

    private CosmosSourceSettings source(String json) {
        Properties properties = properties(json, "source of activity 'A'");
        CosmosSourceSettings settings = CosmosSourceSettings.read(properties);
        properties.finish();
        return settings;
    }

    private CosmosSinkSettings sink(String json) {
        Properties properties = properties(json, "sink of activity 'A'");
        CosmosSinkSettings settings = CosmosSinkSettings.read(properties);
        properties.finish();
        return settings;
    }

    private Properties properties(String json, String owner) {
        return Properties.of((JsonObject) JsonReader.read("p.json", json), owner, issues);
    }

    @Test
    void sourceHasDataFactorysDefaults() {
        assertThat(source("{\"type\":\"CosmosDbSqlApiSource\"}")).isEqualTo(CosmosSourceSettings.defaults());
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void sourceTakesAllItsSettings() {
        CosmosSourceSettings settings = source(
                """
                {"type":"CosmosDbSqlApiSource","query":"SELECT * FROM c","pageSize":100,
                 "preferredRegions":["East US","West US"],"detectDatetime":false,
                 "maxConcurrentConnections":4,"sourceRetryCount":2,"sourceRetryWait":"00:00:10",
                 "queryTimeout":"02:00:00","additionalColumns":[]}
                """);

        assertThat(settings)
                .isEqualTo(new CosmosSourceSettings(
                        Optional.of("SELECT * FROM c"),
                        OptionalInt.of(100),
                        List.of("East US", "West US"),
                        false,
                        Optional.empty()));
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void olderTypesHaveANestingSeparator() {
        assertThat(source("{\"type\":\"DocumentDbCollectionSource\"}").nestingSeparator())
                .contains(".");
        assertThat(source("{\"type\":\"DocumentDbCollectionSource\",\"nestingSeparator\":\"\"}")
                        .nestingSeparator())
                .contains("");
        assertThat(sink("{\"type\":\"DocumentDbCollectionSink\",\"nestingSeparator\":\"_\"}")
                        .nestingSeparator())
                .contains("_");
        assertThat(issues.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "1001", "\"many\""})
    void pageSizeOutOfBoundsIsReported(String size) {
        assertThat(source("{\"type\":\"CosmosDbSqlApiSource\",\"pageSize\":" + size + "}")
                        .pageSize())
                .isEmpty();
        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.InvalidProperty);
        assertThat(issues.all().get(0).message()).startsWith("'pageSize' of source of activity 'A' ");
    }

    @Test
    void sinkHasDataFactorysDefaults() {
        assertThat(sink("{\"type\":\"CosmosDbSqlApiSink\"}")).isEqualTo(CosmosSinkSettings.defaults());
        assertThat(CosmosSinkSettings.defaults().writeBehavior()).isEqualTo(WriteBehavior.INSERT);
        assertThat(CosmosSinkSettings.defaults().writeBatchSize()).isEqualTo(10_000);
    }

    @Test
    void sinkTakesAllItsSettings() {
        CosmosSinkSettings settings = sink(
                """
                {"type":"CosmosDbSqlApiSink","writeBehavior":"Upsert","writeBatchSize":"50",
                 "disableMetricsCollection":true,"maxConcurrentConnections":2,"writeBatchTimeout":"1.00:30:00",
                 "sinkRetryCount":3,"sinkRetryWait":"00:00:10"}
                """);

        assertThat(settings)
                .isEqualTo(new CosmosSinkSettings(
                        WriteBehavior.UPSERT, 50, true, Duration.ofMinutes(24 * 60 + 30), Optional.empty()));
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void wrongSinkSettingsAreReportedTogether() {
        sink(
                """
                {"type":"CosmosDbSqlApiSink","writeBehavior":"upsrt","writeBatchSize":0,
                 "writeBatchTimeout":"soon","writeBatchSzie":1}
                """);

        assertThat(issues.all())
                .extracting(Issue::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty,
                        ErrorCode.UnknownProperty);
        assertThat(issues.all())
                .extracting(Issue::message)
                .contains("'writeBatchTimeout' of sink of activity 'A' is 'soon', which is no timespan.");
    }

    @Test
    void withoutAQueryTheDatasetsColumnsAreSelected() {
        CosmosSourceSettings plain = CosmosSourceSettings.defaults();

        assertThat(plain.queryFor(List.of())).isEmpty();
        assertThat(plain.queryFor(List.of("id", "a b", "q\"\\")))
                .contains("SELECT c[\"id\"], c[\"a b\"], c[\"q\\\"\\\\\"] FROM c");
        assertThat(CosmosFixture.querying("SELECT c.x FROM c").queryFor(List.of("id")))
                .contains("SELECT c.x FROM c");
    }
}
