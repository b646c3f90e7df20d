package io.cosmosdataflow.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    private static final String SELF = "ErrorCodeTest.java";

    @Test
    void everyErrorCodeIsNamedInSomeTest() throws IOException {
        List<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
            tests = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|txt)"))
                    .filter(file -> !file.endsWith(SELF))
                    .map(ErrorCodeTest::text)
                    .toList();
        }
        Set<ErrorCode> unseen = EnumSet.noneOf(ErrorCode.class);
        Arrays.stream(ErrorCode.values())
                .filter(code -> {
                    Pattern word = Pattern.compile("\\b" + code + "\\b");
                    return tests.stream().noneMatch(test -> word.matcher(test).find());
                })
                .forEach(unseen::add);

        assertThat(unseen).isEmpty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
