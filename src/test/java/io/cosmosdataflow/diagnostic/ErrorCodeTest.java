package io.cosmosdataflow.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    private static final String SELF = "ErrorCodeTest.java";

    @Test
    void everyErrorCodeIsNamedInSomeTest() throws IOException {
        Set<String> words;
        try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
            words = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|txt)"))
                    .filter(file -> !file.endsWith(SELF))
                    .flatMap(file -> Arrays.stream(text(file).split("\\W+")))
                    .collect(Collectors.toSet());
        }
        Set<ErrorCode> unseen = EnumSet.noneOf(ErrorCode.class);
        Arrays.stream(ErrorCode.values())
                .filter(code -> !words.contains(code.toString()))
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
