package io.cosmosdataflow.emulator.rntbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.testing.Seed;
import io.cosmosdataflow.testing.SharedEmulator;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes to the port of direct mode ends its own connection at worst. */
class GarbageTest {

    private static final int CONNECTIONS = 200;
    private static final int FRAMES = 300;
    private static final int MANY = 3_000;
    private static final int MILLIS_FOR_AN_ANSWER = 20_000;
    private static final int PAYLOAD_PRESENT = 0x0002;

    private final EmbeddedCosmos emulator = SharedEmulator.instance();

    private static Optional<RequestFrame> read(byte[] bytes) throws IOException {
        return RequestFrame.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 23, (1 << 20) + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void headsOfNoPossibleLengthAreRefused(int length) {
        assertThatThrownBy(() -> read(Wire.written(Wire.head(length, 3, 1))))
                .isInstanceOf(MalformedFrameException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {(8 << 20) + 1, Integer.MAX_VALUE, -1})
    void bodiesOfNoPossibleLengthAreRefused(int length) {
        ByteBuffer frame = Wire.head(Wire.SMALLEST_HEAD + 4, 3, 1);
        frame.putShort((short) PAYLOAD_PRESENT).put((byte) 0).put((byte) 1).putInt(length);
        assertThatThrownBy(() -> read(Wire.written(frame))).isInstanceOf(MalformedFrameException.class);
    }

    /** Type 8 is a text with two bytes of length, 12 bytes with four; 15 and above are none. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 15, 0x77, 0xFF})
    void tokensThatDoNotFitTheirFrameAreRefused(int type) {
        ByteBuffer frame = Wire.head(Wire.SMALLEST_HEAD + 7, 3, 1);
        frame.putShort((short) 0x17).put((byte) type).putInt(-1);
        assertThatThrownBy(() -> read(Wire.written(frame))).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void anUnknownTokenDoesNoHarm() throws IOException {
        ByteBuffer frame = Wire.head(Wire.SMALLEST_HEAD + 7, 3, 3);
        frame.putShort((short) 0x7FFF).put((byte) 2).putInt(5);
        assertThat(read(Wire.written(frame))).isPresent();
    }

    @Test
    void halfFramesAreNone() throws Exception {
        byte[] whole = Wire.read("none", emulator.key());
        assertThat(read(whole)).isPresent();
        for (int length = 1; length < whole.length; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(half)).isInstanceOf(IOException.class);
        }
    }

    /** Lengths, types and values of tokens become others; whether that is answered or not, the next client is served. */
    @Test
    void framesWithWrongBytesEndTheirConnectionAtWorst() throws Exception {
        Random random = new Random(Seed.of("wrong bytes"));
        Socket socket = greeted();
        for (int n = 0; n < FRAMES; n++) {
            byte[] frame = Wire.read("none", emulator.key());
            for (int wrong = random.nextInt(3); wrong >= 0; wrong--) {
                // Behind the length of the head, so that the frame ends where the next one begins
                frame[Integer.BYTES + random.nextInt(frame.length - Integer.BYTES)] = (byte) random.nextInt();
            }
            // Bytes that say there is a body have the server wait for it, and nobody waits with it.
            socket.setSoTimeout(isWhole(frame) ? MILLIS_FOR_AN_ANSWER : 1);
            try {
                socket.getOutputStream().write(frame);
                Wire.status(socket);
            } catch (IOException e) {
                assertThat(isWhole(frame) && e instanceof SocketTimeoutException)
                        .isFalse();
                socket.close();
                socket = greeted();
            }
        }
        socket.close();
        greeted().close();
    }

    @Test
    void manyConnectionsOneAfterTheOtherCostNothing() throws Exception {
        for (int n = 0; n < MANY; n++) {
            Wire.withoutTls(emulator).close();
        }
        greeted().close();
    }

    private Socket greeted() throws Exception {
        Socket socket = Wire.connect(emulator);
        socket.getOutputStream().write(Wire.context());
        assertThat(Wire.status(socket)).isEqualTo(200);
        return socket;
    }

    /** Whether nothing is missing. */
    private static boolean isWhole(byte[] frame) {
        try {
            return read(frame).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theConnectionEndsAndTheNextOneIsServed() throws Exception {
        Random random = new Random(Seed.of("garbage"));
        for (int n = 0; n < CONNECTIONS; n++) {
            byte[] garbage = new byte[1 + random.nextInt(600)];
            random.nextBytes(garbage);
            boolean tls = n % 10 > 0;
            boolean afterContext = n % 3 == 0;
            try (Socket socket = tls ? Wire.connect(emulator) : Wire.withoutTls(emulator)) {
                OutputStream out = socket.getOutputStream();
                if (tls && afterContext) {
                    out.write(Wire.context());
                    assertThat(socket.getInputStream().read())
                            .as("answer to the context")
                            .isPositive();
                }
                out.write(garbage);
                out.flush();
                if (n % 7 == 0) {
                    socket.shutdownOutput();
                    Wire.drain(socket);
                }
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
            }
        }
        try (Socket socket = Wire.connect(emulator)) {
            socket.getOutputStream().write(Wire.context());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(Integer.reverseBytes(in.readInt())).isGreaterThan(Wire.SMALLEST_HEAD);
            assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(200);
        }
    }
}
