package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static String offset(String startFrom, String second) {
        String state =
                """
                {"V":1,"Rid":"r","Mode":"INCREMENTAL","StartFrom":{"Type":"%s"},
                 "Continuation":{"V":1,"Rid":"r","Continuation":%s,"Range":{"min":"","max":"FF"}}}"""
                        .formatted(startFrom, RANGES.formatted(second));
        return "{\"id\":\"spark.cosmos.changeFeed.offset.v1\",\"state\":\""
                + Base64.getEncoder().encodeToString(state.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void onlyRangesThatHaveChangedAreRead() {
        FeedOffset from = FeedOffset.parse(offset("NOW", "9"));
        FeedOffset to = FeedOffset.parse(offset("NOW", "12"));

        assertThat(to.asEnd(from, 1))
                .contains("\"partitions\":[{\"range\":[\"20000000000000000000000000000000\",\"FF\"],\"endLsn\":12}]");
        assertThat(ChangeFeed.same(offset("BEGINNING", "9"), offset("NOW", "9")))
                .isTrue();
        assertThat(ChangeFeed.same(offset("NOW", "9"), offset("NOW", "12"))).isFalse();
    }

    @Test
    void aFirstRunIsReadInParts() {
        FeedOffset beginning = FeedOffset.parse(offset("BEGINNING", "0"));

        assertThat(beginning.isBeginning()).isTrue();
        assertThat(FeedOffset.parse(offset("NOW", "9")).isBeginning()).isFalse();
        assertThat(FeedOffset.parse(offset("NOW", "9")).asEnd(beginning, 4))
                .contains(
                        "{\"range\":[\"20000000000000000000000000000000\",\"30000000000000000000000000000000\"],\"endLsn\":9}",
                        "{\"range\":[\"30000000000000000000000000000000\",\"FF\"],\"endLsn\":9}");
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
