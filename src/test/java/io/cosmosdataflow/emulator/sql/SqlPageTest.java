package io.cosmosdataflow.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.sql.function.QueryFunction;
import io.cosmosdataflow.emulator.sql.function.QueryFunctions;
import io.cosmosdataflow.emulator.sql.value.Aggregate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/emulator.md lists the functions of the query language. */
class SqlPageTest {

    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    @Test
    void thePageListsEveryFunctionAndNoOther() throws IOException {
        String page = Files.readString(Path.of("docs/emulator.md"));
        int table = page.indexOf("| family | functions |");
        String functions = page.substring(table, page.indexOf("\n\n", table));
        List<String> named = CODE.matcher(functions)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        QueryFunctions.all().stream().map(QueryFunction::name).toList());
    }

    @Test
    void thePageNamesEveryAggregate() throws IOException {
        String page = Files.readString(Path.of("docs/emulator.md"));

        assertThat(Aggregate.values()).allSatisfy(aggregate -> assertThat(page).contains("`" + aggregate.name() + "`"));
    }
}
