package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedOffsetTest {

    private static final String RANGES =
            """
            [{"token":"\\"7\\"","range":{"min":"","max":"20000000000000000000000000000000"}},
             {"token":"\\"%s\\"","range":{"min":"20000000000000000000000000000000","max":"FF"}}]""";

    private static String marks(String second) {
        return RANGES.formatted(second);
    }

    private static String offset(String startFrom, String marks) {
        String state =
                """
                {"V":1,"Rid":"r","Mode":"INCREMENTAL","StartFrom":{"Type":"%s"},
                 "Continuation":{"V":1,"Rid":"r","Continuation":%s,"Range":{"min":"","max":"FF"}}}"""
                        .formatted(startFrom, marks);
        return "{\"id\":\"spark.cosmos.changeFeed.offset.v1\",\"state\":\""
                + Base64.getEncoder().encodeToString(state.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void onlyRangesThatHaveChangedAreRead() {
        FeedOffset from = FeedOffset.parse(offset("NOW", marks("9")));
        FeedOffset to = FeedOffset.parse(offset("NOW", marks("12")));

        assertThat(shown(to.partsFrom(from, 1))).containsExactly("20000000000000000000000000000000-FF: 9 to 12");
        assertThat(ChangeFeed.same(offset("BEGINNING", marks("9")), offset("NOW", marks("9"))))
                .isTrue();
        assertThat(ChangeFeed.same(offset("NOW", marks("9")), offset("NOW", marks("12"))))
                .isFalse();
    }

    @Test
    void aFirstRunIsReadInParts() {
        FeedOffset beginning = FeedOffset.parse(offset("BEGINNING", marks("0")));

        assertThat(beginning.isBeginning()).isTrue();
        assertThat(FeedOffset.parse(offset("NOW", marks("9"))).isBeginning()).isFalse();
        assertThat(shown(FeedOffset.parse(offset("NOW", marks("9"))).partsFrom(beginning, 4)))
                .containsExactly(
                        "20000000000000000000000000000000-30000000000000000000000000000000: 0 to 9",
                        "30000000000000000000000000000000-FF: 0 to 9");
    }

    /** Source: the service, whose marks of a partition hold for those that it is split into. */
    @Test
    void aRangeThatWasSplitSinceGoesOnAsItsParts() {
        FeedOffset to = FeedOffset.parse(
                offset(
                        "NOW",
                        """
                        [{"token":"\\"7\\"","range":{"min":"","max":"20000000000000000000000000000000"}},
                         {"token":"\\"12\\"","range":{"min":"20000000000000000000000000000000","max":"2A"}},
                         {"token":"\\"15\\"","range":{"min":"2A","max":"FF"}}]"""));

        assertThat(shown(to.partsFrom(FeedOffset.parse(offset("NOW", marks("9"))), 1)))
                .containsExactly("20000000000000000000000000000000-2A: 9 to 12", "2A-FF: 9 to 15");
    }

    /** Where partitions were merged, each of the former ones goes on from its own mark. */
    @Test
    void aPartHasOneRange() {
        FeedOffset to =
                FeedOffset.parse(offset("NOW", "[{\"token\":\"\\\"20\\\"\",\"range\":{\"min\":\"\",\"max\":\"FF\"}}]"));

        assertThat(shown(to.partsFrom(FeedOffset.parse(offset("NOW", marks("9"))), 1)))
                .containsExactly(
                        "-20000000000000000000000000000000: 7 to 20", "20000000000000000000000000000000-FF: 9 to 20");
    }

    @Test
    void anOffsetOfOursIsOneOfTheConnectors() {
        FeedState.HashRange all = FeedState.HashRange.ALL;
        String written = FeedOffset.write("r", "NOW", List.of(new FeedState.Mark(new TextNode("\"7\""), all)));

        assertThat(written).startsWith("{\"id\":\"spark.cosmos.changeFeed.offset.v1\",\"state\":\"");
        assertThat(ChangeFeed.same(
                        written, offset("NOW", "[{\"token\":\"\\\"7\\\"\",\"range\":{\"min\":\"\",\"max\":\"FF\"}}]")))
                .isTrue();
    }

    /** The SDK would take the number of when it is asked, and what changed before would be lost. */
    @Test
    void aRangeWithoutANumberIsRefusedBehindTheBeginning() {
        FeedOffset end = FeedOffset.parse(offset("NOW", marks("9")));
        FeedOffset beginning = FeedOffset.parse(FeedOffset.write("r", "BEGINNING", List.of(FeedState.Mark.first())));
        FeedOffset now = FeedOffset.parse(FeedOffset.write("r", "NOW", List.of(FeedState.Mark.first())));

        assertThat(end.partsFrom(beginning, 1))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.from().number()).isEmpty());
        assertThatThrownBy(() -> end.partsFrom(now, 1))
                .hasMessageContaining("checkpoint reset")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void marksCoverTheWholeContainerOrNotAll() {
        FeedState.Mark first = mark("7", "", "2A");
        FeedState.Mark second = mark("7", "2A", "FF");

        assertThat(FeedState.Mark.coverAll(List.of(first, second))).isTrue();
        assertThat(FeedState.Mark.coverAll(List.of(first))).isFalse();
        assertThat(FeedState.Mark.coverAll(List.of(first, first, second))).isFalse();
        assertThat(FeedState.Mark.coverAll(List.of(first, mark("7", "2B", "FF"))))
                .isFalse();
        assertThat(FeedState.Mark.coverAll(List.of(FeedState.Mark.first()))).isFalse();
    }

    private static FeedState.Mark mark(String number, String min, String max) {
        return new FeedState.Mark(new TextNode("\"" + number + "\""), new FeedState.HashRange(min, max));
    }

    private static List<String> shown(List<FeedPart> parts) {
        return parts.stream()
                .map(part -> {
                    FeedState.HashRange range = part.from().marks().get(0).range();
                    return range.min() + "-" + range.max() + ": "
                            + part.from().number().orElseThrow() + " to " + part.end();
                })
                .toList();
    }

    @Test
    void boundsAreInTheOrderOfTheTextsWhateverTheVersionOfTheKey() {
        assertThat(FeedOffset.bounds("", "FF", 4))
                .containsExactly(
                        "",
                        "10000000000000000000000000000000",
                        "20000000000000000000000000000000",
                        "30000000000000000000000000000000",
                        "FF");
        assertThat(FeedOffset.bounds("05C1CFFFFFFFF8", "05C1DFFFFFFFF0", 3))
                .isSorted()
                .hasSize(4);
        assertThat(FeedOffset.bounds("80", "FF", 2)).isSorted().hasSize(3);
        assertThat(FeedOffset.bounds("AA", "AA000000000000000000000000000001", 5))
                .isEqualTo(List.of("AA", "AA000000000000000000000000000001"));
    }

    @Test
    void anOffsetOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> FeedOffset.parse("{\"state\": \"x\"}"))
                .hasMessageContaining("in a new way")
                .hasMessageContaining("checkpoint reset")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
        assertThatThrownBy(() -> FeedOffset.parse("{\"state\": \"!\"}"))
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }
}
