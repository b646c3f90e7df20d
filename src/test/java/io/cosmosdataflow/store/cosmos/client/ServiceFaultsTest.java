package io.cosmosdataflow.store.cosmos.client;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.net.URI;
import java.util.ConcurrentModificationException;
import org.junit.jupiter.api.Test;

class ServiceFaultsTest {

    private static final ContainerAddress ITEMS = new ContainerAddress(
            CosmosAccount.of(URI.create("https://localhost:1/"), Secret.of("a2V5")), "shop", "items");

    @Test
    void aReadThatBreaksOffNamesTheContainerAndTheReason() {
        JobException failure =
                ServiceFaults.reading(new RuntimeException(new IOException("connection reset by peer")), ITEMS);

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosReadFailed);
        assertThat(failure)
                .hasMessageContaining("Reading container 'items' of database 'shop' at https://localhost:1/ failed")
                .hasMessageContaining("connection reset by peer")
                .hasMessageNotContaining("a2V5");
    }

    @Test
    void anErrorThatIsOursAlreadyStaysAsItIs() {
        JobException ours = JobException.of(ErrorCode.FileMalformed, "A file is torn.");

        assertThat(ServiceFaults.writing(new RuntimeException(ours), ITEMS)).isSameAs(ours);
    }

    /** The SDK's text holds its notes, which other threads may still write. */
    @Test
    void anAnswerThatCannotBeToldIsStillAnAnswer() {
        CosmosException untold = new CosmosException(412, "precondition", null, null) {
            @Override
            public String getMessage() {
                throw new ConcurrentModificationException();
            }
        };

        assertThat(ServiceFaults.shortText(untold)).isEmpty();
    }
}
