package io.cosmosdataflow.store.cosmos.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs on the SDK of connector 4.11.1 and on the newest. */
class SdkEntryTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LENIENT_ANSWER_MAPPER")
    void everyEntryIsThere(SdkEntry entry) {
        assertThat(entry.find()).isPresent();
    }

    @Test
    void nothingIsMissing() {
        assertThat(ConnectorCheck.problem()).isEmpty();
    }

    /** Source of the forms: Microsoft Learn, partition key header of the REST API; {@code {}} is a missing value. */
    @Test
    void partitionKeysHaveTheirValues() {
        assertThat(PartitionKeys.of(List.of(new KeyValue.Text("a"), new KeyValue.Number(1.5), new KeyValue.Flag(true))))
                .hasToString("[\"a\",1.5,true]");
        assertThat(PartitionKeys.of(List.of(new KeyValue.Text("a")))).isEqualTo(new PartitionKey("a"));
        assertThat(PartitionKeys.of(List.of(new KeyValue.Null()))).hasToString("[null]");
        assertThat(PartitionKeys.of(List.of(new KeyValue.Missing()))).hasToString("[{}]");
    }
}
