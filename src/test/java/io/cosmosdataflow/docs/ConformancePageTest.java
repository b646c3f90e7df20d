package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** docs/conformance.md names a test for each rule, and each of these tests exists. */
class ConformancePageTest {

    private static final String TEST = "[\\w.]+Test#\\w+";

    private static final List<Page.Row> RULES = Page.of("conformance.md").rows();

    @Test
    void everyRuleNamesItsTests() {
        assertThat(RULES).hasSizeGreaterThan(50).allSatisfy(row -> {
            assertThat(row.table()).isEqualTo("rule");
            assertThat(row.cells()).as(row.toString()).hasSize(2);
            assertThat(row.cells().get(0)).endsWith(".");
            assertThat(Page.code(row.cells().get(1)))
                    .as(row.toString())
                    .isNotEmpty()
                    .allMatch(test -> test.matches(TEST));
        });
    }

    @Test
    void everyTestThatIsNamedExists() {
        Set<String> missing = new TreeSet<>();
        for (Page.Row row : RULES) {
            Page.code(row.cells().get(1)).stream().filter(test -> !exists(test)).forEach(missing::add);
        }

        assertThat(missing).isEmpty();
    }

    private static boolean exists(String test) {
        String[] parts = test.split("#");
        try {
            Class<?> type = Class.forName("io.cosmosdataflow." + parts[0]);
            return Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(parts[1]))
                    .anyMatch(method -> Arrays.stream(method.getAnnotations())
                            .map(annotation -> annotation.annotationType())
                            .anyMatch(kind -> kind == Test.class || kind == ParameterizedTest.class));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
