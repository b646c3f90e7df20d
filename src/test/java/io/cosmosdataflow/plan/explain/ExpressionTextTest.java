package io.cosmosdataflow.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.node.Node.Project;
import io.cosmosdataflow.plan.statement.Facts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "~~>",
            quoteCharacter = '~',
            value = {
                "i + l * 2 ~~> i + l * 2",
                "(i + l) * 2 ~~> (i + l) * 2",
                "i - (l - 2) ~~> i - (l - 2)",
                "!(b || isNull(t)) ~~> !(b || isNull(t))",
                "-i ~~> -i",
                "5L + 1.5 + 2.5f ~~> 5L + 1.5 + 2.5f",
                "'a\\'b' ~~> 'a\\'b'",
                "null() ~~> null()",
                "true() ~~> true()",
                "$p ~~> 'given'",
                "iif(b, 1, 2) ~~> iif(b, 1, 2)",
                "s.x ~~> s.x",
                "a[2] ~~> a[2]",
                "map(a, #item + 'x') ~~> map(a, #item + 'x')",
                "reduce(a, '', #acc + #item, #result) ~~> reduce(a, '', #acc + #item, #result)",
                "[i, 3] ~~> [i, 3]",
                "@(u = i, v = t) ~~> @(u = i, v = t)",
                "['k' -> t] ~~> ['k' -> t]",
                "\"hi {t}\" ~~> concat('hi ', t)",
                "i === 3 && t <=> 'a' ~~> i === 3 && t <=> 'a'",
                "byName('drift') ~~> drift",
                "{odd name} + 1 ~~> {odd name} + 1",
                "isDelete() ~~> false()",
            })
    void anExpressionIsPrintedInTheWordsOfTheScript(String script, String expected) {
        Issues issues = new Issues();
        ParsedFlow flow = ParsedFlow.of(
                "flow",
                "parameters{ p as string ('given') }\n"
                        + "source(output(i as integer, l as long, b as boolean, t as string, s as (x as string),"
                        + " a as string[], {odd name} as integer), allowSchemaDrift: true) ~> in\n"
                        + "in derive(result = " + script + ") ~> out",
                issues);
        DataFlowPlan plan =
                DataFlowAnalysis.analyze(flow, Factory.empty(), Map.of(), Facts.checking(), Instant.EPOCH, issues);
        assertThat(issues.hasErrors()).as(issues.all().toString()).isFalse();
        Project project = (Project) plan.find("out").orElseThrow();

        assertThat(ExpressionText.of(
                        project.columns().get(project.columns().size() - 1).value()))
                .isEqualTo(expected);
    }
}
