package io.cosmosdataflow.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlErrorTest {
    static List<String> errors() {
        return SqlCases.text("errors.txt")
                .lines()
                .filter(line -> line.contains(" => ") && !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void wrongQueryIsRefusedInTheServicesWords(String line) {
        String query = line.substring(0, line.lastIndexOf(" => "));
        String[] error = line.substring(line.lastIndexOf(" => ") + 4).split(" ", 3);
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        ObjectNode only = expected.putArray("errors").addObject().put("severity", "Error");
        if (!error[1].equals("-")) {
            String[] place = error[1].split("-");
            only.putObject("location").put("start", Integer.parseInt(place[0])).put("end", Integer.parseInt(place[1]));
        }
        only.put("code", error[0]).put("message", error[2]);

        assertThatThrownBy(() -> SqlQuery.parse(query, null))
                .isInstanceOfSatisfying(SqlException.class, e -> {
                    assertThat(e.code()).isEqualTo(error[0]);
                    assertThat(e.detail()).isEqualTo(error[2]);
                })
                .hasMessage(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT VALUE {\"sum\": SUM(c.x)} FROM c",
                "SELECT VALUE FLOOR(AVG(c.x)) FROM c",
                "SELECT c.pk, ABS(AVG(c.x)) AS a FROM c GROUP BY c.pk",
            })
    void compositionOfAggregatesHasNoPlan(String text) {
        SqlQuery query = SqlQuery.parse(text, null);

        assertThatThrownBy(query::plan)
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Compositions of aggregates and other expressions are not allowed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT VALUE SUM(t.n) FROM (SELECT DISTINCT c.n FROM c) AS t",
                "SELECT * FROM (SELECT TOP 1 c.n FROM c) AS t",
                "SELECT t.n FROM (SELECT COUNT(1) AS n FROM c GROUP BY c.pk) AS t",
            })
    void subqueryOverAllPartitionsHasNoPlan(String text) {
        SqlQuery query = SqlQuery.parse(text, null);

        assertThatThrownBy(query::plan)
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("is not allowed in a query across partitions; give the query a partition key.");
    }

    @Test
    void wrongPatchConditionIsRefused() {
        assertThatThrownBy(() -> SqlQuery.condition("where c.x = 1", JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Syntax error, incorrect syntax near 'where'.");
    }
}
