package io.cosmosdataflow.plan.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of properties in all forms of the script language, read as the kinds that settings have. */
class StatementSettingsTest {

    private final Issues issues = new Issues();

    private Properties settings(String value) {
        String script =
                "parameters{ number as integer (7), text as string ('007'), decimal as decimal(5,2) (toDecimal('1.50', 5, 2)), flag as boolean (true()) }\n"
                        + "source(setting: " + value + ") ~> s";
        ParsedFlow flow = ParsedFlow.of("script", script, issues);
        DataFlowPlan plan = DataFlowAnalysis.analyze(
                flow, Factory.empty(), Map.of(), Facts.running(Map.of()), FlowRows.START, issues);
        return Properties.of(plan.sources().get(0).settings(), "source 's'", issues);
    }

    /** A literal is the text that it is written as; an expression is the text of its value. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "0022|0022",
                "'0022'|0022",
                "007|007",
                "0|0",
                "1.50|1.50",
                "1e3|1e3",
                ".5|.5",
                "12L|12L",
                "0xf4|0xf4",
                "123456789012345678901234567890|123456789012345678901234567890",
                "-1|-1",
                "(0022)|22",
                "(18 + 4)|22",
                "($number)|7",
                "$number|7",
                "($text)|007",
                "true|true",
                "TRUE|TRUE",
                "true()|true",
                "($flag)|true",
                "word|word",
                "($decimal)|1.50"
            })
    void asTexts(String value, String text) {
        assertThat(settings(value).text("setting")).contains(text);
        assertThat(settings(value).texts("setting")).containsExactly(text);
        assertThat(settings("[" + value + ", 'x']").texts("setting")).containsExactly(text, "x");
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void anInterpolatedTextIsATextWhateverIsInIt() {
        assertThat(settings("\"0{$number}\"").text("setting")).contains("07");
        assertThat(settings("[\"{$text}-{$number}\"]").texts("setting")).containsExactly("007-7");
        assertThat(issues.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "0022|22",
                "'0022'|22",
                "5|5",
                "5.0|5",
                "1e3|1000",
                "12L|12",
                "0xf4|244",
                "-1|-1",
                "(18 + 4)|22",
                "$number|7",
                "($text)|7",
                "'100'|100",
                "'1e3'|1000",
                "(toDecimal('3.00', 5, 2))|3"
            })
    void asWholeNumbers(String value, int number) {
        assertThat(settings(value).integer("setting", 99, -10, 10_000)).isEqualTo(number);
        assertThat(issues.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5",
        "x",
        "1e99",
        "123456789012345678901234567890",
        "1e999",
        "-1e999",
        "(toDouble('NaN'))",
        "1e999999999"
    })
    void whatIsNoWholeNumberIsReported(String value) {
        assertThat(settings(value).integer("setting", 99, -10, 10_000)).isEqualTo(99);
        assertThat(issues.all())
                .extracting(Issue::message)
                .singleElement()
                .asString()
                .contains("number");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "true,true",
                "false,false",
                "true(),true",
                "'true',true",
                "'False',false",
                "($flag),true",
                "(1 > 2),false"
            })
    void asFlags(String value, boolean flag) {
        assertThat(settings(value).flag("setting", !flag)).isEqualTo(flag);
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aNumberIsNoFlag() {
        assertThat(settings("1").flag("setting", false)).isFalse();
        assertThat(issues.all())
                .extracting(Issue::message)
                .isEqualTo(List.of("'setting' of source 's' must be true or false, not 1."));
    }
}
