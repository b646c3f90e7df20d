package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM c ORDER BY c.a",
                "select * from c order\n by c.a desc",
                "SELECT c.a, COUNT(1) AS n FROM c GROUP BY c.a",
                "SELECT DISTINCT c.a FROM c",
                "SELECT DISTINCT VALUE c.a FROM c",
                "SELECT TOP 5 * FROM c",
                "SELECT TOP @n * FROM c",
                "SELECT * FROM c OFFSET 5 LIMIT 10",
                "SELECT VALUE COUNT(1) FROM c",
                "SELECT VALUE {\"n\": max ( c._ts )} FROM c",
                "SELECT AVG(c.a) FROM c /* one */ WHERE c.b = 1",
                "SELECT * FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags) ORDER BY c.a"
            })
    void queriesThatNeedAllRangesMerge(String query) {
        assertThat(QueryShape.merges(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM c",
                "SELECT c.order, c.top, c.count FROM c WHERE c.distinct = true",
                "SELECT c.a AS top, c[\"order\"] AS offset FROM c",
                "SELECT * FROM c WHERE c.a = 'ORDER BY x' -- ORDER BY c.a",
                "SELECT * FROM c WHERE c.a = \"it's \\\" TOP 5\" /* SELECT TOP 5 */",
                "SELECT c.id, ARRAY(SELECT DISTINCT VALUE t FROM t IN c.tags) AS tags FROM c",
                "SELECT c.id, (SELECT VALUE COUNT(1) FROM t IN c.tags) AS n FROM c",
                "SELECT VALUE c.counts FROM c WHERE ARRAY_LENGTH(c.sum) > (1 + 2)",
                "SELECT * FROM c WHERE c.group = 'by'"
            })
    void queriesOfOneDocumentAtATimeDoNot(String query) {
        assertThat(QueryShape.merges(query)).isFalse();
    }

    @org.junit.jupiter.api.Test
    void longTextsAreNoTrouble() {
        assertThat(QueryShape.merges("SELECT * FROM c WHERE c.a = '" + "x\\'y ".repeat(20_000) + "'"))
                .isFalse();
    }
}
