package io.cosmosdataflow.expression.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cosmosdataflow.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowingArrayTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Arrays that go on from each other in random order, against arrays that are copied each time. */
    @Test
    void eachArrayStaysWhatItWasWhoeverGoesOnFromIt() {
        long seed = Seed.of("growing");
        Random random = new Random(seed);
        List<GrowingArray> arrays =
                new ArrayList<>(List.of(GrowingArray.of(JSON.arrayNode().add(1))));
        List<ArrayNode> copied = new ArrayList<>(List.of(JSON.arrayNode().add(1)));
        for (int n = 0; n < 500; n++) {
            // Mostly the newest one.
            int from = random.nextInt(4) == 0 ? random.nextInt(arrays.size()) : arrays.size() - 1;
            arrays.add(arrays.get(from).with(IntNode.valueOf(n)));
            copied.add(copied.get(from).deepCopy().add(n));
        }
        for (int n = 0; n < arrays.size(); n++) {
            ArrayNode array = arrays.get(n);
            assertThat((JsonNode) array).as("seed " + seed).isEqualTo(copied.get(n));
            assertThat(copied.get(n).equals(array)).isTrue();
            assertThat(array.hashCode()).isEqualTo(copied.get(n).hashCode());
            assertThat(array.toString()).isEqualTo(copied.get(n).toString());
            assertThat(array.deepCopy().add(7))
                    .isEqualTo(copied.get(n).deepCopy().add(7));
        }
    }

    @Test
    void nullHasNoItems() {
        assertThat(GrowingArray.of(NullNode.instance).with(IntNode.valueOf(1)).toString())
                .isEqualTo("[1]");
    }

    @Test
    void nobodyChangesOne() {
        GrowingArray array = GrowingArray.of(JSON.arrayNode()).with(IntNode.valueOf(1));
        assertThatThrownBy(() -> array.add(2)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** Two pipelines may have the same value in variables of theirs. */
    @Test
    void severalThreadsGoOnFromOneArrayEachByItself() {
        GrowingArray first = GrowingArray.of(JSON.arrayNode()).with(IntNode.valueOf(-1));
        List<List<Integer>> seen = IntStream.range(0, 8)
                .parallel()
                .mapToObj(thread -> {
                    GrowingArray array = first;
                    for (int n = 0; n < 2_000; n++) {
                        array = array.with(IntNode.valueOf(thread * 10_000 + n));
                    }
                    List<Integer> values = new ArrayList<>();
                    array.forEach(each -> values.add(each.intValue()));
                    return values;
                })
                .toList();
        for (int thread = 0; thread < seen.size(); thread++) {
            List<Integer> expected = new ArrayList<>(List.of(-1));
            for (int n = 0; n < 2_000; n++) {
                expected.add(thread * 10_000 + n);
            }
            assertThat(seen.get(thread)).isEqualTo(expected);
        }
    }

    /** Copied each time, these would be 500,000 times a million references: minutes. */
    @Test
    void aMillionItemsAreAppendedInNoTime() {
        assertThat(Duration.ofSeconds(20)).isGreaterThan(timed(() -> {
            GrowingArray array = GrowingArray.of(JSON.arrayNode());
            for (int n = 0; n < 1_000_000; n++) {
                array = array.with(IntNode.valueOf(1));
            }
            assertThat(array.size()).isEqualTo(1_000_000);
        }));
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
