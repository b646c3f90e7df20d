package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Somebody else's use of the connector in the same JVM is not changed by ours. */
class ConnectorBesideTest {

    @Test
    void theConnectorsTypedReadInfersTheSameTypesAfterAReadOfOurs() {
        ContainerAddress items = CosmosFixture.container("/id");
        CosmosFixture.insert(
                items,
                List.of(
                        "{\"id\":\"1\",\"price\":1.50,\"n\":7,\"minus\":-0,\"nested\":{\"d\":0.10,\"l\":[1.5]},\"b\":true}"));
        CosmosFixture.read(items);

        Dataset<Row> rows = SharedSpark.session()
                .read()
                .format("cosmos.oltp")
                .options(SharedEmulator.sparkOptions(items.database(), items.container()))
                .option("spark.cosmos.read.inferSchema.enabled", "true")
                .load()
                .filter("length(id) > 0")
                .select("id", "price", "n", "nested", "b");

        assertThat(rows.schema().toDDL().replace(" NOT NULL", ""))
                .isEqualTo("id STRING,price DOUBLE,n INT,nested STRUCT<d: DOUBLE, l: ARRAY<DOUBLE>>,b BOOLEAN");
        assertThat(rows.collectAsList().toString()).contains("[1,1.5,7,[0.1,").contains(",true]");
    }
}
