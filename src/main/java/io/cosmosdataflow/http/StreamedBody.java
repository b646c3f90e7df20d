package io.cosmosdataflow.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/** Writes the body of an answer as it comes; one of which nothing comes for a while is given up. */
final class StreamedBody implements BodySubscriber<byte[]> {

    private static final byte[] ELSEWHERE = {};

    private final BodyTarget target;
    private final Duration longestSilence;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Subscription subscription;
    private OutputStream out;
    private volatile long lastNanos;

    StreamedBody(BodyTarget target, Duration longestSilence) {
        this.target = target;
        this.longestSilence = longestSilence;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        lastNanos = System.nanoTime();
        try {
            out = target.open();
        } catch (IOException | RuntimeException e) {
            giveUp(e);
            return;
        }
        watch();
        subscription.request(1);
    }

    private void watch() {
        Executor later = CompletableFuture.delayedExecutor(longestSilence.toMillis() / 4 + 1, TimeUnit.MILLISECONDS);
        later.execute(() -> {
            if (body.isDone()) {
                return;
            }
            if (System.nanoTime() - lastNanos > longestSilence.toNanos()) {
                giveUp(new SendingFailure.NoAnswerException(longestSilence));
            } else {
                watch();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                out.write(bytes);
            }
        } catch (IOException | RuntimeException e) {
            giveUp(e);
            return;
        }
        lastNanos = System.nanoTime();
        subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        giveUp(failure);
    }

    @Override
    public void onComplete() {
        try {
            out.close();
            body.complete(ELSEWHERE);
        } catch (IOException | RuntimeException e) {
            giveUp(e);
        }
    }

    private void giveUp(Throwable failure) {
        subscription.cancel();
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        body.completeExceptionally(failure);
    }
}
