package io.cosmosdataflow.store.file.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON whose bytes were changed is refused, or it is JSON still: the JDK's decoder and a parser of characters say so. */
class GarbledJsonTest {

    private static final String LINE =
            "{\"id\":%d,\"näme\":\"n\u00e4me \u20ac \ud83d\ude00 %d\",\"l\":[1,2.5,true,null,{\"x\":-1e3}]}\n";

    /** Bits, bytes, null characters, a scrambled stretch, bytes that no encoding has. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whatIsReadIsJson(int kind) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(LINE.formatted(i, i));
        }
        byte[] good = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(ours(good)).hasValue(20);
        long seed = 20260131L + kind;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = changed(good, kind, random);
            OptionalInt ours = ours(bad);
            if (ours.isPresent()) {
                assertThat(independent(bad)).as("seed %d, round %d", seed, i).isEqualTo(ours);
            }
        }
    }

    @Test
    void textInOtherBytesThanUtf8IsNamed() {
        for (byte[] bytes : new byte[][] {
            {(byte) 0xC1, (byte) 0xA1},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xE4},
            {(byte) 0xFF, (byte) 0xFF},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xE0, (byte) 0x80, (byte) 0x80}
        }) {
            String inside = new String(bytes, StandardCharsets.ISO_8859_1);
            for (String document : new String[] {"{\"" + inside + "\":1}", "{\"a\":\"" + inside + "\"}"}) {
                assertThat(failure(document.getBytes(StandardCharsets.ISO_8859_1)))
                        .hasMessageContaining("File 'x.json' cannot be read at line 1 (byte 0)")
                        .hasMessageContaining("it is not UTF-8");
            }
        }
        assertThat(failure("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).hasMessageContaining("null character");
    }

    private static JobException failure(byte[] bytes) {
        try {
            read(bytes);
        } catch (JobException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.FileMalformed);
            return e;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new AssertionError("it was read");
    }

    private static byte[] changed(byte[] good, int kind, Random random) {
        byte[] bad = good.clone();
        int at = random.nextInt(bad.length);
        int end = Math.min(bad.length, at + 1 + random.nextInt(kind == 3 ? 300 : 3));
        for (int i = at; i < end; i++) {
            bad[i] = switch (kind) {
                case 0 -> (byte) (bad[i] ^ 1 << random.nextInt(8));
                case 1 -> (byte) random.nextInt(256);
                case 2 -> 0;
                case 3 -> (byte) (bad[i] ^ 0x5A);
                default -> (byte) (0x80 | random.nextInt(128));
            };
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
    }

    private static OptionalInt ours(byte[] bytes) {
        try {
            return OptionalInt.of(read(bytes));
        } catch (JobException | IOException e) {
            return OptionalInt.empty();
        }
    }

    private static int read(byte[] bytes) throws IOException {
        ListedFile file = new ListedFile("file:/x.json", "x.json", bytes.length, Instant.EPOCH, Map.of());
        JsonDocuments documents =
                new JsonDocuments(new ByteInput(new ByteArrayInputStream(bytes), 0), "x.json", FileSlice.whole(file));
        int count = 0;
        while (documents.next()) {
            count++;
        }
        return count;
    }

    /** How many documents stand there, if all is UTF-8 and JSON. */
    private static OptionalInt independent(byte[] bytes) {
        int count = 0;
        int depth = 0;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            try (JsonParser parser = new JsonFactory().createParser(text)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    count += depth == 0 && token.isStructStart() ? 1 : 0;
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    parser.getText();
                }
            }
            return OptionalInt.of(count);
        } catch (CharacterCodingException e) {
            return OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
