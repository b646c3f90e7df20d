package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/errors.md has each error code once, in the section of its category. */
class ErrorPageTest {

    private static final Page PAGE = Page.of("errors.md");

    private static List<Page.Row> codes() {
        return PAGE.rows().stream().filter(row -> row.table().equals("code")).toList();
    }

    @Test
    void everyErrorCodeStandsInTheSectionOfItsCategory() {
        List<String> written = codes().stream()
                .map(row -> row.section() + ": " + row.cells().get(0).replace("`", ""))
                .toList();
        List<String> expected = Arrays.stream(ErrorCode.values())
                .map(code -> section(code.category()) + ": " + code)
                .toList();

        assertThat(written).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyErrorCodeHasAMeaningAndSomethingToDo() {
        assertThat(codes()).allSatisfy(row -> {
            assertThat(row.cells()).as(row.toString()).hasSize(3);
            assertThat(row.cells().subList(1, 3)).allMatch(cell -> cell.endsWith("."));
        });
    }

    @Test
    void everyExitCodeIsNamed() {
        String named = PAGE.rows().stream()
                .filter(row -> row.table().equals("exit code"))
                .map(row -> row.cells().get(0))
                .collect(Collectors.joining(" "));

        assertThat(named).isEqualTo("0 1 2 3 4 5 70");
    }

    private static String section(Category category) {
        return category + ", exit code " + category.exitCode();
    }
}
