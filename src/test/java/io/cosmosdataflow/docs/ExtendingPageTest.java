package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.docs.Page.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/extending.md names all places of each example, and no other. */
class ExtendingPageTest {

    private static final Page PAGE = Page.of("extending.md");
    private static final Path SOURCES = Path.of("src/main/java/io/cosmosdataflow");
    private static final String LOOKED_FOR = "Looked for: ";

    static Stream<String> recipes() {
        return examples().keySet().stream();
    }

    /** What each recipe looks for, by its heading. */
    private static Map<String, Pattern> examples() {
        Map<String, Pattern> examples = new LinkedHashMap<>();
        String recipe = "";
        for (String line : PAGE.lines()) {
            if (line.startsWith("## ")) {
                recipe = line.substring(3);
            } else if (line.startsWith(LOOKED_FOR)) {
                String quoted = line.substring(LOOKED_FOR.length());
                examples.put(recipe, Pattern.compile(quoted.substring(1, quoted.length() - 1)));
            }
        }
        return examples;
    }

    private static Set<String> named(String recipe) {
        return PAGE.rows().stream()
                .filter(row -> row.section().equals(recipe) && row.table().equals("place"))
                .map(Row::cells)
                .flatMap(cells -> Page.code(cells.get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachSectionHasAnExample() {
        assertThat(examples().keySet())
                .containsExactly(
                        "A kind of store",
                        "A type of activity",
                        "A transformation",
                        "A function of the script language",
                        "A SQL dialect",
                        "An error code");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void thePlacesOfTheExampleAreThoseThatAreNamed(String recipe) throws IOException {
        Set<String> named = named(recipe);
        List<String> folders = named.stream().filter(each -> each.endsWith("/")).toList();
        Pattern example = examples().get(recipe);
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> example.matcher(text(file)).find())
                    .map(file -> SOURCES.relativize(file).toString())
                    .map(file -> folders.stream()
                            .filter(file::startsWith)
                            .findFirst()
                            .orElse(file))
                    .forEach(found::add);
        }

        assertThat(found).isNotEmpty().isEqualTo(named);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
