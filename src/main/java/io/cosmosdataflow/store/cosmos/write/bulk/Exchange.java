package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.Disposable;
import azure_cosmos_spark.reactor.core.Disposables;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something that the transport is asked for, and what it says to it. */
abstract class Exchange<T> {

    private final long since;
    private final Disposable.Swap subscription = Disposables.swap();

    /** @param since {@link System#nanoTime()} */
    Exchange(long since) {
        this.since = since;
    }

    abstract void succeeded(T result);

    abstract void failed(Throwable why);

    /**
     * One of {@link #succeeded} and {@link #failed} is called, whatever the SDK does or does not; neither if nobody waits
     * for it any more.
     *
     * @param nothing says that there was neither a result nor an error
     * @param broken told what the two throw, which would be nobody's
     */
    void start(Supplier<Mono<T>> source, String nothing, Consumer<Throwable> broken) {
        if (!subscription.isDisposed()) {
            subscription.update(Mono.defer(source)
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException(nothing)))
                    .subscribe(guarded(this::succeeded, broken), guarded(this::failed, broken)));
        }
    }

    private static <V> Consumer<V> guarded(Consumer<V> callback, Consumer<Throwable> broken) {
        return value -> {
            try {
                callback.accept(value);
            } catch (RuntimeException | Error e) {
                broken.accept(e);
            }
        };
    }

    void cancel() {
        subscription.dispose();
    }

    long nanos(long now) {
        return now - since;
    }

    long since() {
        return since;
    }

    TimeoutException noAnswer(long now) {
        return new TimeoutException(
                "no answer for " + Duration.ofNanos(nanos(now)).toSeconds() + " s");
    }
}
