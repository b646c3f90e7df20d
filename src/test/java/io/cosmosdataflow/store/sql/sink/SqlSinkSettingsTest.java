package io.cosmosdataflow.store.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.sql.write.BatchLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSinkSettingsTest {

    private final Issues issues = new Issues();

    private SqlSinkSettings read(SqlKind kind, String json) {
        Properties properties =
                Properties.of((JsonObject) JsonReader.read("p.json", json), "sink of activity 'A'", issues);
        SqlSinkSettings settings = SqlSinkSettings.read(properties, kind);
        properties.finish();
        return settings;
    }

    @Test
    void sinkHasItsDefaults() {
        assertThat(read(SqlKind.SQL_SERVER, "{\"type\":\"AzureSqlSink\"}")).isEqualTo(SqlSinkSettings.defaults());
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void sinkTakesAllItsSettings() {
        SqlSinkSettings settings = read(
                SqlKind.SQL_SERVER,
                """
                {"type":"AzureSqlSink","writeBehavior":"upsert",
                 "upsertSettings":{"useTempDB":false,"interimSchemaName":"tmp","keys":["a","b"]},
                 "preCopyScript":"TRUNCATE TABLE t","tableOption":"autoCreate","writeBatchSize":500,
                 "writeBatchTimeout":"00:01:30","sqlWriterUseTableLock":true,"disableMetricsCollection":true,
                 "maxConcurrentConnections":3}
                """);

        assertThat(settings)
                .isEqualTo(new SqlSinkSettings(
                        true,
                        List.of("a", "b"),
                        Optional.of("TRUNCATE TABLE t"),
                        true,
                        new BatchLimits(500, Duration.ofSeconds(90))));
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void postgreSqlNamesUpsertAsAWriteMethodToo() {
        assertThat(read(SqlKind.POSTGRESQL, "{\"writeMethod\":\"Upsert\"}").upsert())
                .isTrue();
        assertThat(read(SqlKind.POSTGRESQL, "{\"writeMethod\":\"CopyCommand\"}").upsert())
                .isFalse();
        assertThat(issues.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sqlWriterStoredProcedureName\":\"p\"}",
                "{\"sqlWriterTableType\":\"t\"}",
                "{\"storedProcedureTableTypeParameterName\":\"t\"}",
                "{\"storedProcedureParameters\":{}}",
                "{\"writeBehavior\":\"StoredProcedure\"}"
            })
    void storedProceduresAreNotSupported(String json) {
        read(SqlKind.SQL_SERVER, json);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.UnsupportedSetting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"writeBehavior\":\"replace\"}",
                "{\"tableOption\":\"make\"}",
                "{\"writeBatchSize\":0}",
                "{\"writeBatchTimeout\":\"soon\"}",
                "{\"sqlWriterUseTableLock\":\"perhaps\"}",
                "{\"upsertSettings\":{\"keys\":[{}]}}"
            })
    void wrongValuesAreReported(String json) {
        read(SqlKind.SQL_SERVER, json);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.InvalidProperty);
    }
}
