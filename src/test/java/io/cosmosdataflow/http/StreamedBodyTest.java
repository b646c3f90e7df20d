package io.cosmosdataflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StreamedBodyTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream() {
        @Override
        public void close() {
            closed.set(true);
        }
    };

    private StreamedBody subscribed(BodyTarget target, Duration silence) {
        StreamedBody body = new StreamedBody(target, silence);
        body.onSubscribe(new Subscription() {
            @Override
            public void request(long buffers) {
                // the test decides when something comes
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        return body;
    }

    private static void get(StreamedBody body) throws Exception {
        CompletableFuture<byte[]> all = body.getBody().toCompletableFuture();
        all.get(1, TimeUnit.MINUTES);
    }

    private static List<ByteBuffer> text(String text) {
        return List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatComesIsWrittenAndClosed() throws Exception {
        StreamedBody body = subscribed(() -> taken, LONG);

        body.onNext(text("a"));
        body.onNext(text("bc"));
        body.onComplete();

        get(body);
        assertThat(taken.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
        assertThat(closed).isTrue();
    }

    @Test
    void anAnswerOfWhichNothingMoreComesIsGivenUp() {
        StreamedBody body = subscribed(() -> taken, Duration.ofMillis(100));

        body.onNext(text("a"));

        assertThatThrownBy(() -> get(body)).hasRootCauseMessage("no answer within 100 ms");
        assertThat(cancelled).isTrue();
        assertThat(closed).isTrue();
    }

    /** A full disk ends it, and does not wait for the rest. */
    @Test
    void whatCannotBeWrittenEndsIt() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space left");
            }
        };
        StreamedBody body = subscribed(() -> full, LONG);

        body.onNext(text("a"));

        assertThatThrownBy(() -> get(body)).hasRootCauseMessage("no space left");
        assertThat(cancelled).isTrue();
    }

    @Test
    void aTargetThatCannotBeOpenedEndsIt() {
        StreamedBody body = subscribed(
                () -> {
                    throw new IOException("not there");
                },
                LONG);

        assertThatThrownBy(() -> get(body)).hasRootCauseMessage("not there");
        assertThat(cancelled).isTrue();
    }
}
