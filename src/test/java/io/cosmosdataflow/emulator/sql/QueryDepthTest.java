package io.cosmosdataflow.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that is deeper than a stack is refused as any wrong query is, and one that is only long is answered. */
class QueryDepthTest {

    private static final int MANY = 100_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(|1|)",
                "ABS(|1|)",
                "[|1|]",
                "{a:|1|}",
                "`ARRAY(SELECT VALUE `|1|)",
                "c[|1|]",
                "`NOT `|true|``",
                "`- `|1|``",
                "~|1|``",
                "`true ? `|1|` : 1`",
                "`true ? 1 : `|1|``",
                "`true AND `|true|``",
                "`true OR `|true|``",
                "`1 + `|1|``",
                "`1 = `|1|``",
                "`1 ?? `|1|``",
                "``|c|.a",
                "``|c|[1]",
                "``|c|` IN (1)`",
                "``|c|` LIKE 'a'`",
                "``|c|` BETWEEN 1 AND 2`",
                "(|1|``",
                "1)|1|``",
                "`(1 OR `|1|)"
            })
    void nestingWithoutEndIsRefused(String open, String middle, String close) {
        String query = "SELECT VALUE " + open.repeat(MANY) + middle + close.repeat(MANY) + " FROM c";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> SqlQuery.parse(query, null))
                .isInstanceOf(SqlException.class));
        assertThatThrownBy(() -> SqlQuery.condition("from c where " + query.substring(13), null))
                .isInstanceOf(SqlException.class);
    }

    /** A stack of the usual size is enough for what is just not too deep, in each step of a query. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "290|(|1|)",
                "290|`(SELECT VALUE `|1|)",
                "290|{a:|1|}",
                "1400|`NOT `|true|``",
                "1400|`true ? `|1|` : 1`",
                "1400|`true OR `|true|``",
                "1400|``|c|.a",
                "1400|``|c|` LIKE 'a'`"
            })
    void whatIsJustNotTooDeepIsAnswered(int levels, String open, String middle, String close) throws Exception {
        String query = "SELECT VALUE " + open.repeat(levels) + middle + close.repeat(levels) + " FROM c";
        Throwable[] thrown = new Throwable[1];
        Thread usual = new Thread(() -> {
            SqlQuery parsed = SqlQuery.parse(query, null);
            parsed.plan();
            parsed.run(List.<JsonNode>of(JsonNodeFactory.instance.objectNode()).iterator())
                    .forEachRemaining(each -> {});
        });
        usual.setUncaughtExceptionHandler((thread, fault) -> thrown[0] = fault);
        usual.start();
        usual.join();

        assertThat(thrown[0]).isNull();
    }

    /** The SDK reads many items with a thousand such conditions in one query. */
    @ParameterizedTest
    @ValueSource(strings = {"(c.id = '%d' AND c.pk = 'a')", "c.id = '%d' AND c.a.b['c'] = ABS(-1) + 2"})
    void manyConditionsAreNoDepth(String condition) {
        String query = IntStream.range(0, 1_000)
                .mapToObj(condition::formatted)
                .collect(Collectors.joining(" OR ", "SELECT * FROM c WHERE ", ""));

        assertThat(SqlQuery.parse(query, null).matches(JsonNodeFactory.instance.objectNode()))
                .isFalse();
        String listed = IntStream.range(0, 10_000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        assertThat(SqlQuery.parse("SELECT * FROM c WHERE c.id IN (" + listed + ")", null)
                        .matches(JsonNodeFactory.instance.objectNode()))
                .isFalse();
    }
}
