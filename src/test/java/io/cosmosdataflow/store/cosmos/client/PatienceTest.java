package io.cosmosdataflow.store.cosmos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void itHasAnEnd() {
        assertThat(new Patience(Duration.ofDays(1)).await(Duration.ZERO)).isTrue();
        assertThat(new Patience(Duration.ZERO).await(Duration.ZERO)).isFalse();
    }

    @Test
    void itBeginsAnewWhenTheReadHasGotOn() {
        Patience patience = new Patience(Duration.ofMillis(1));
        assertThat(patience.await(Duration.ZERO)).isTrue();
        assertThat(patience.await(Duration.ZERO)).isFalse();

        patience.answered();
        assertThat(patience.await(Duration.ZERO)).isFalse();

        patience.progressed();
        assertThat(patience.await(Duration.ZERO)).isTrue();
    }

    @Test
    void whatDoesNotPassIsThrownAtOnce() {
        IllegalStateException failure = new IllegalStateException("a fault of ours");

        assertThatThrownBy(() -> new Patience().outlast(failure)).isSameAs(failure);
        assertThatThrownBy(() -> Patience.ask(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    /** Source: Microsoft Learn, HTTP status codes for Azure Cosmos DB; the SDK's HttpConstants. */
    @Test
    void someAnswersPass() {
        assertThat(List.of(0, 408, 410, 449, 500, 502, 503, 504))
                .allSatisfy(status -> assertThat(Verdict.passes(status, 0)).isTrue());
        assertThat(List.of(400, 401, 403, 404, 409, 412, 413, 429))
                .allSatisfy(status -> assertThat(Verdict.passes(status, 0)).isFalse());
        assertThat(Verdict.passes(404, 1002)).isTrue();
        assertThat(Verdict.passes(404, 1003)).isFalse();
    }
}
