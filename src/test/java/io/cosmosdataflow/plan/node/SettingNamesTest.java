package io.cosmosdataflow.plan.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Microsoft's pages call a setting of some store is no mistake in the script of another one. */
class SettingNamesTest {

    private static final String DOCUMENTED = "/plan/documented-settings.txt";

    static List<String> documented() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SettingNamesTest.class.getResourceAsStream(DOCUMENTED), DOCUMENTED),
                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void whatIsDocumentedIsKnown(String page) {
        String[] parts = page.split(" \\| ");
        Set<String> known = parts[1].equals("source") ? SettingNames.SOURCE : SettingNames.SINK;

        assertThat(Stream.of(parts[2].split(" "))).isNotEmpty().isSubsetOf(known);
    }
}
