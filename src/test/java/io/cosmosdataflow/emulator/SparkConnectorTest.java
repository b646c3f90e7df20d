package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator as the Spark connector sees it. */
class SparkConnectorTest {

    private static Map<String, String> options(boolean gateway, String database) {
        Map<String, String> options = SharedEmulator.sparkOptions(database, "items");
        if (!gateway) {
            options.remove("spark.cosmos.useGatewayMode");
            options.remove("spark.cosmos.disableTcpConnectionEndpointRediscovery");
        }
        return options;
    }

    /** In direct mode with no option but the account, its key and the container. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectorReadsAndWrites(boolean gateway) {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        String database = SharedEmulator.newDatabaseName();
        emulator.seed(
                database,
                "items",
                "/pk",
                IntStream.range(0, 500)
                        .mapToObj(i -> ("{\"id\":\"" + i + "\",\"pk\":\"k" + i % 7 + "\",\"n\":" + i + "}")
                                .getBytes(StandardCharsets.UTF_8))
                        .iterator());
        Map<String, String> options = options(gateway, database);
        SparkSession spark = SharedSpark.session();
        Dataset<Row> written = spark.range(500, 800)
                .selectExpr("cast(id as string) id", "concat('k', id % 7) pk", "cast(id as int) n");
        written.write()
                .format("cosmos.oltp")
                .options(options)
                .mode(SaveMode.Append)
                .save();

        Dataset<Row> read = spark.read()
                .format("cosmos.oltp")
                .options(options)
                .option("spark.cosmos.read.inferSchema.enabled", "true")
                .load();
        assertThat(read.filter("n >= 0").count()).isEqualTo(800);
        assertThat(read.filter("pk = 'k3' and n < 100").count()).isEqualTo(14);
        assertThat(spark.read()
                        .format("cosmos.oltp.changeFeed")
                        .options(options)
                        .option("spark.cosmos.read.inferSchema.enabled", "false")
                        .option("spark.cosmos.changeFeed.startFrom", "Beginning")
                        .option("spark.cosmos.changeFeed.mode", "Incremental")
                        .load()
                        .select("id")
                        .distinct()
                        .count())
                .isEqualTo(800);
        assertThat(emulator.statistics().container(database, "items").documentsWritten())
                .isGreaterThanOrEqualTo(300);
        assertThat(emulator.statistics().directRequests(database) > 0).isEqualTo(!gateway);
    }
}
