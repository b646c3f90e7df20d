package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.org.reactivestreams.Subscription;
import azure_cosmos_spark.reactor.core.Exceptions;
import azure_cosmos_spark.reactor.core.publisher.BaseSubscriber;
import azure_cosmos_spark.reactor.core.publisher.Flux;
import azure_cosmos_spark.reactor.core.publisher.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Pages of one read, one after the other; one is fetched ahead. A page that does not come is not waited for for ever. */
final class Pages implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;
    private static final int AHEAD = 1;

    private final BlockingQueue<Signal<FeedResponse<JsonNode>>> come = new LinkedBlockingQueue<>();
    private final Duration longest;
    private final LongSupplier lastNews;
    private final BaseSubscriber<FeedResponse<JsonNode>> subscriber = new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(AHEAD);
        }

        @Override
        protected void hookOnNext(FeedResponse<JsonNode> page) {
            come.add(Signal.next(page));
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            come.add(Signal.error(thrown));
        }

        @Override
        protected void hookOnComplete() {
            come.add(Signal.complete());
        }
    };

    /**
     * @param longest that nothing is heard of
     * @param lastNews {@link System#nanoTime} of the last thing that was heard of a request
     */
    Pages(Flux<FeedResponse<JsonNode>> pages, Duration longest, LongSupplier lastNews) {
        this.longest = longest;
        this.lastNews = lastNews;
        pages.subscribe(subscriber);
    }

    /**
     * Empty at the end, which is met once.
     *
     * @throws RuntimeException what the read has failed with; a {@link TimeoutException} inside, if no page comes
     */
    Optional<FeedResponse<JsonNode>> next() {
        Signal<FeedResponse<JsonNode>> signal = awaited();
        if (signal.isOnError()) {
            throw Exceptions.propagate(signal.getThrowable());
        }
        if (signal.isOnNext()) {
            subscriber.request(1);
        }
        return Optional.ofNullable(signal.get());
    }

    private Signal<FeedResponse<JsonNode>> awaited() {
        long start = System.nanoTime();
        try {
            while (true) {
                Signal<FeedResponse<JsonNode>> signal = come.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (signal != null) {
                    return signal;
                }
                long now = System.nanoTime();
                if (Math.min(now - start, now - lastNews.getAsLong()) > longest.toNanos()) {
                    throw Exceptions.propagate(new TimeoutException("no answer for " + longest.toSeconds() + " s"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The task is interrupted.", e);
        }
    }

    @Override
    public void close() {
        subscriber.cancel();
    }
}
