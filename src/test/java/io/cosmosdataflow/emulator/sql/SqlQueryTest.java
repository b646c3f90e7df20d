package io.cosmosdataflow.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.syntax.SqlParser;
import io.cosmosdataflow.emulator.sql.syntax.SqlPrinter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlQueryTest {
    private static final JsonNode DOCUMENTS = SqlCases.json(SqlCases.text("documents.json"));

    static List<SqlCases.Case> cases() {
        return SqlCases.of("queries.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void queryGivesTheResultsOfTheTable(SqlCases.Case each) {
        assertThat(results(each.query(), each)).isEqualTo(expected(each));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printedQueryGivesTheSameResultsAndPrintsTheSame(SqlCases.Case each) {
        String printed = SqlPrinter.print(SqlParser.query(each.query()));

        assertThat(SqlPrinter.print(SqlParser.query(printed))).isEqualTo(printed);
        assertThat(results(printed, each)).isEqualTo(expected(each));
    }

    private static List<String> results(String query, SqlCases.Case each) {
        JsonNode documents = each.documents() == null ? DOCUMENTS : each.documents();
        List<String> results = new ArrayList<>();
        SqlQuery.parse(query, each.parameters())
                .run(documents.iterator())
                .forEachRemaining(value -> results.add(value.toString()));
        return results;
    }

    private static List<String> expected(SqlCases.Case each) {
        return each.results().equals(List.of("nothing"))
                ? List.of()
                : each.results().stream()
                        .map(text -> SqlCases.json(text).toString())
                        .toList();
    }

    @Test
    void documentsAreHandedThroughWithoutCopies() {
        JsonNode document = DOCUMENTS.get(0);

        Iterator<JsonNode> whole =
                SqlQuery.parse("SELECT * FROM c WHERE c.n = 10", null).run(DOCUMENTS.iterator());

        assertThat(whole.next()).isSameAs(document);
    }

    @Test
    void resultsAreMadeOneByOneAndNoDocumentIsReadAfterTheLastOneWanted() {
        List<Integer> read = new ArrayList<>();
        Iterator<JsonNode> documents = IntStream.range(0, 100)
                .peek(read::add)
                .mapToObj(i -> (JsonNode) SqlCases.json("{\"n\": " + i + "}"))
                .iterator();

        Iterator<JsonNode> results = SqlQuery.parse("SELECT TOP 2 VALUE c.n FROM c WHERE c.n > 0", null)
                .run(documents);
        results.next();
        results.next();

        assertThat(results.hasNext()).isFalse();
        assertThat(read).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM c                              | true  | true",
                "SELECT * FROM c WHERE c.n > 5                | true  | false",
                "SELECT VALUE c FROM c WHERE true             | true  | true",
                "SELECT VALUE d FROM root AS d                | true  | true",
                "SELECT c FROM c                              | false | true",
                "SELECT VALUE c.id FROM c                     | false | true",
                "SELECT TOP 1 * FROM c                        | false | true",
                "SELECT DISTINCT * FROM c                     | false | true",
                "SELECT * FROM c ORDER BY c.id                | false | true",
                "SELECT * FROM c OFFSET 0 LIMIT 1             | false | true",
                "SELECT VALUE c FROM c JOIN t IN c.tags       | false | false",
                "SELECT * FROM c.sub                          | false | false",
                "SELECT VALUE t FROM t IN c.tags              | false | false",
                "SELECT VALUE c.pk FROM c GROUP BY c.pk       | false | true",
                "SELECT VALUE 1                               | false | false",
            })
    void wholeDocumentsAndAllDocumentsAreRecognised(String query, boolean whole, boolean all) {
        SqlQuery parsed = SqlQuery.parse(query, null);

        assertThat(parsed.selectsWholeDocuments()).isEqualTo(whole);
        assertThat(parsed.matchesAll()).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM c WHERE c.n = 10                        | true",
                "SELECT * FROM c WHERE c.n = 11                        | false",
                "SELECT c.id FROM c JOIN t IN c.tags WHERE t = 'fruit' | true",
                "SELECT c.id FROM c JOIN t IN c.none                   | false",
                "SELECT * FROM c.sub                                   | true",
            })
    void matchesAnswersForOneDocument(String query, boolean expected) {
        assertThat(SqlQuery.parse(query, null).matches(DOCUMENTS.get(0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from c where c.n = 10               | true",
                "FROM c WHERE c.n > 10               | false",
                "from c                              | true",
                "from root r where IS_DEFINED(r.sub) | true",
            })
    void patchConditionAnswersForOneDocument(String condition, boolean expected) {
        assertThat(SqlQuery.condition(condition, DOCUMENTS.get(0))).isEqualTo(expected);
    }

    @Test
    void scalarSubqueryWithTwoRowsIsRefused() {
        SqlQuery query = SqlQuery.parse("SELECT VALUE (SELECT VALUE t FROM t IN c.tags) FROM c", null);
        Iterator<JsonNode> results = query.run(DOCUMENTS.iterator());

        assertThatThrownBy(results::next)
                .isInstanceOf(SqlException.class)
                .hasMessage("{\"errors\":[{\"severity\":\"Error\",\"code\":\"SC2302\",\"message\":"
                        + "\"Cardinality of a scalar subquery result set cannot be greater than one.\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"x\"", "1.5", "null"})
    void countThatIsNoNumberOfRowsIsRefused(String value) {
        JsonNode parameters = SqlCases.json("[{\"name\": \"@n\", \"value\": " + value + "}]");

        assertThatThrownBy(() -> SqlQuery.parse("SELECT TOP @n * FROM c", parameters))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("The value of parameter '@n' must be a number of rows, zero or more.");
    }

    @Test
    void queryRunsAgainOverOtherDocuments() {
        SqlQuery query = SqlQuery.parse("SELECT VALUE COUNT(1) FROM c", null);

        assertThat(query.run(DOCUMENTS.iterator()).next().intValue()).isEqualTo(5);
        assertThat(query.run(Collections.emptyIterator()).next().intValue()).isZero();
    }
}
