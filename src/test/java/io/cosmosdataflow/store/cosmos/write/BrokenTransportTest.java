package io.cosmosdataflow.store.cosmos.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.Answer;
import io.cosmosdataflow.store.cosmos.write.bulk.BulkPipeline;
import io.cosmosdataflow.store.cosmos.write.bulk.Offered;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import io.cosmosdataflow.store.cosmos.write.bulk.Transport;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the SDK must not do is no reason to wait for ever. */
@Timeout(30)
class BrokenTransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WriteTally tally = new WriteTally();

    /** Answers as {@code first} does the first time, and that all is done from then on. */
    private record Broken(AtomicInteger sent, Function<List<PendingWrite>, Mono<List<Answer>>> first)
            implements Transport {

        @Override
        public Mono<String> range(PendingWrite write) {
            return Mono.just("0");
        }

        @Override
        public void refreshRanges() {}

        @Override
        public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
            Answer done =
                    new Answer(Verdict.DONE, new Answer.StatusCode(201, 0), Duration.ZERO, "", 5, true, () -> null, "");
            return sent.getAndIncrement() == 0
                    ? first.apply(writes)
                    : Mono.just(writes.stream().map(each -> done).toList());
        }

        @Override
        public Mono<Offered> offered() {
            return Mono.just(Offered.UNMETERED);
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public Duration leastPatience() {
            return PATIENCE;
        }
    }

    private void write(Function<List<PendingWrite>, Mono<List<Answer>>> first) {
        WriteLimits limits = WriteLimits.of(10, Duration.ofMinutes(1));
        RefusedDocuments refusals = new RefusedDocuments(tally, Integer.MAX_VALUE, null, 0, 0);
        BulkPipeline pipeline = new BulkPipeline(
                new Broken(new AtomicInteger(), first),
                1,
                limits,
                new AnswerJudge(tally, limits, refusals, true),
                () -> false);
        for (int n = 0; n < 5; n++) {
            String text = "{\"id\":\"d" + n + "\"}";
            pipeline.submit(new PendingWrite(
                    RowOperation.UPSERT,
                    new ScannedDocument(text, text.length(), "d" + n, List.of(new KeyValue.Text("d" + n))),
                    false));
        }
        pipeline.drain();
    }

    private long written() {
        return tally.outcome().rows().of(RowOperation.UPSERT);
    }

    @Test
    void aRequestThatCannotBeMadeIsMadeAgain() {
        write(writes -> {
            throw new IllegalArgumentException("no such range");
        });

        assertThat(written()).isEqualTo(5);
    }

    @Test
    void aRequestThatEndsWithoutAnAnswerIsMadeAgain() {
        write(writes -> Mono.empty());

        assertThat(written()).isEqualTo(5);
    }

    @Test
    void aRequestWithAnswersForOthersIsMadeAgain() {
        write(writes -> Mono.just(List.of()));

        assertThat(written()).isEqualTo(5);
    }

    /** The notes of the SDK are a text that it makes when it is asked for, while other threads still write them. */
    @Test
    void aFailureThatCannotBeToldEndsTheTask() {
        IllegalStateException untold = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("changed while it was read");
            }
        };

        assertThatThrownBy(() -> write(writes -> Mono.error(untold))).hasMessage("changed while it was read");
    }

    /** What the writer itself does wrong. */
    @Test
    void anErrorInAnAnswerEndsTheTask() {
        Answer wrong = new Answer(null, new Answer.StatusCode(0, 0), Duration.ZERO, "", 0, true, () -> null, "");

        assertThatThrownBy(() -> write(writes -> Mono.just(Collections.nCopies(writes.size(), wrong))))
                .isInstanceOf(NullPointerException.class);
    }
}
