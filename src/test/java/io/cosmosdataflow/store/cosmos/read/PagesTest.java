package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.reactor.core.publisher.Flux;
import io.cosmosdataflow.store.cosmos.client.Answers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PagesTest {

    private static final Duration SOON = Duration.ofMillis(600);

    /** As a request that the SDK has lost. */
    @Test
    void pageThatDoesNotComeIsLateAndTheReadIsLetGo() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Flux<FeedResponse<JsonNode>> lost = Flux.<FeedResponse<JsonNode>>never().doOnCancel(() -> cancelled.set(true));
        long before = System.nanoTime();

        try (Pages pages = new Pages(lost, SOON, () -> before)) {
            assertThatThrownBy(pages::next)
                    .satisfies(thrown -> assertThat(Answers.isLate(thrown)).isTrue());
        }

        assertThat(cancelled).isTrue();
    }

    /** As requests that are throttled again and again. */
    @Test
    void pageIsWaitedForWhileSomethingIsHeardOfIt() {
        Flux<FeedResponse<JsonNode>> slow =
                Flux.<FeedResponse<JsonNode>>empty().delaySubscription(SOON.multipliedBy(4));

        try (Pages pages = new Pages(slow, SOON, System::nanoTime)) {
            assertThat(pages.next()).isEmpty();
        }
    }

    @Test
    void failureIsTheReadsOwn() {
        IllegalArgumentException failure = new IllegalArgumentException("of the read");

        try (Pages pages = new Pages(Flux.error(failure), SOON, System::nanoTime)) {
            assertThatThrownBy(pages::next).isSameAs(failure);
        }
    }
}
