package io.cosmosdataflow.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueryPlanTest {
    static List<SqlCases.Case> cases() {
        return SqlCases.of("plans.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void planIsTheServices(SqlCases.Case each) {
        ObjectNode expected = empty();
        expected.setAll((ObjectNode) SqlCases.json(each.results().get(0)));
        expected.put("rewrittenQuery", each.rewritten());

        ObjectNode plan = SqlQuery.parse(each.query(), each.parameters()).plan();

        assertThat((JsonNode) plan.get("queryInfo")).isEqualTo(expected);
        assertThat(plan.get("partitionedQueryExecutionInfoVersion").intValue()).isEqualTo(2);
        assertThat(plan.get("queryRanges").toString())
                .isEqualTo("[{\"min\":\"\",\"max\":\"FF\",\"isMinInclusive\":true,\"isMaxInclusive\":false}]");
    }

    private static ObjectNode empty() {
        return (ObjectNode)
                SqlCases.json("{\"distinctType\": \"None\", \"top\": null, \"offset\": null, \"limit\": null,"
                        + " \"orderBy\": [], \"orderByExpressions\": [], \"groupByExpressions\": [], \"groupByAliases\": [],"
                        + " \"aggregates\": [], \"groupByAliasToAggregateType\": {}, \"dCountInfo\": null,"
                        + " \"hasNonStreamingOrderBy\": false}");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rewrittenQueryIsOneThatTheEngineRuns(SqlCases.Case each) {
        String rewritten = each.rewritten().replace("{documentdb-formattableorderbyquery-filter}", "true");

        if (!rewritten.isEmpty()) {
            assertThat(SqlQuery.parse(rewritten, each.parameters())
                            .run(List.<JsonNode>of().iterator()))
                    .isNotNull();
        }
    }

    @Test
    void queryWithoutFromGoesToTheFirstPartitionOnly() {
        ObjectNode plan = SqlQuery.parse("SELECT VALUE 1", null).plan();

        assertThat(plan.get("queryRanges").toString())
                .isEqualTo("[{\"min\":\"\",\"max\":\"00\",\"isMinInclusive\":true,\"isMaxInclusive\":false}]");
    }
}
