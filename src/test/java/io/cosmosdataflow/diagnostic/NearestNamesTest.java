package io.cosmosdataflow.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    /** Several commands have the same option. */
    @Test
    void aNameIsSuggestedOnce() {
        List<String> known = List.of("--pipeline", "--factory", "--pipeline", "--pipeline");

        assertThat(NearestNames.hint("--pipelin", known)).isEqualTo("Did you mean '--pipeline'?");
        assertThat(NearestNames.hint("--xyz", known)).isEqualTo("Known: '--factory', '--pipeline'.");
    }
}
