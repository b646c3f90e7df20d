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
import org.junit.jupiter.api.Test;

/** The emulator as the Spark connector sees it. */
class SparkConnectorTest {

    @Test
    void connectorReadsAndWrites() {
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
        Map<String, String> options = SharedEmulator.sparkOptions(database, "items");
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
        assertThat(emulator.statistics().container(database, "items").documentsWritten())
                .isGreaterThanOrEqualTo(300);
    }
}
