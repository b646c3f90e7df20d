package io.cosmosdataflow.store.cosmos.write;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import azure_cosmos_spark.reactor.core.scheduler.Schedulers;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that was given up early may still be carried out: then before the next operation on its item. */
@Timeout(30)
class LateArrivalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration ARRIVES_AFTER = Duration.ofMillis(600);

    private final WriteTally tally = new WriteTally();
    private final List<String> done = new CopyOnWriteArrayList<>();

    /** Loses the connection of the request for "lost", and carries the first one for "item" out late. */
    private final class Slow implements Transport {

        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        @Override
        public Mono<String> range(PendingWrite write) {
            return Mono.just(write.document().id());
        }

        @Override
        public void refreshRanges() {}

        @Override
        public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
            boolean first = seen.add(range);
            if (first && range.equals("lost")) {
                return Mono.delay(LEAST.dividedBy(2))
                        .then(Mono.error(new IllegalStateException("the connection is lost")));
            }
            if (first && range.equals("item")) {
                Schedulers.parallel().schedule(() -> carryOut(writes), ARRIVES_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                return Mono.never();
            }
            carryOut(writes);
            Answer answer =
                    new Answer(Verdict.DONE, new Answer.StatusCode(200, 0), Duration.ZERO, "", 5, true, () -> null, "");
            return Mono.just(writes.stream().map(each -> answer).toList());
        }

        private void carryOut(List<PendingWrite> writes) {
            writes.forEach(write -> done.add(write.document().text()));
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
            return LEAST;
        }
    }

    private static PendingWrite upsert(String id, int n) {
        String text = "{\"id\":\"" + id + "\",\"n\":" + n + "}";
        return new PendingWrite(
                RowOperation.UPSERT,
                new ScannedDocument(text, text.length(), id, List.of(new KeyValue.Text(id))),
                false);
    }

    /** @param atATime operations; with 1 the second on the item comes after the first has been answered */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void theLastRowWins(int atATime) throws InterruptedException {
        WriteLimits limits = WriteLimits.of(atATime, Duration.ofMinutes(1));
        RefusedDocuments refusals = new RefusedDocuments(tally, Integer.MAX_VALUE, null, 0, 0);
        AnswerJudge judge = new AnswerJudge(tally, limits, refusals, true);
        BulkPipeline pipeline = new BulkPipeline(new Slow(), 1, limits, judge, () -> false);

        pipeline.submit(upsert("answered", 0));
        pipeline.submit(upsert("lost", 0));
        pipeline.submit(upsert("item", 1));
        pipeline.submit(upsert("item", 2));
        pipeline.drain();
        Thread.sleep(ARRIVES_AFTER.toMillis());

        assertThat(done)
                .filteredOn(text -> text.contains("item"))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"n\":2");
        assertThat(tally.outcome().rows().of(RowOperation.UPSERT)).isEqualTo(4);
    }
}
