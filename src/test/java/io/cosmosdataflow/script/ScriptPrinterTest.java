package io.cosmosdataflow.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.script.Expression.Binary;
import io.cosmosdataflow.script.Expression.ColumnName;
import io.cosmosdataflow.script.Expression.Element;
import io.cosmosdataflow.script.Expression.Field;
import io.cosmosdataflow.script.Expression.NumberLiteral;
import io.cosmosdataflow.script.Expression.TypeAssertion;
import io.cosmosdataflow.script.Expression.Unary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptPrinterTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/script/good.txt");

    private static final Span HERE = new Span("script", 1, 1);

    /** Scripts of the table, separated by lines of {@code ==}. */
    static Stream<String> scripts() throws IOException {
        return Arrays.stream(Files.readString(SCRIPTS).split("(?m)^==.*\n")).filter(script -> !script.isBlank());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aPrintedScriptIsReadAsTheSame(String text) {
        Script script = parse(text);
        String printed = ScriptPrinter.print(script);

        assertThat(withoutSpans(parse(printed))).isEqualTo(withoutSpans(script));
        assertThat(ScriptPrinter.print(parse(printed))).isEqualTo(printed);
    }

    @Test
    void aScriptIsPrintedAsDataFactoryWritesIt() {
        String script =
                """
                parameters{
                \tcountry as string ('DE'),
                \tlimit as integer
                }
                source(output(
                \t\tid as string,
                \t\tprice as decimal(10,2),
                \t\ttags as (id as string, name as string)[]
                \t),
                \tallowSchemaDrift: true,
                \tvalidateSchema: false,
                \tformat: 'document') ~> Products
                source(allowSchemaDrift: true) ~> Categories
                Products, Categories join(Products@id == Categories@id,
                \tjoinType:'left',
                \tbroadcast: 'auto')~> Joined
                Joined derive(gross = price * 1.19,
                \tname = "{name} ({country})",
                \teach(match(type == 'string'), $$ = trim($$))) ~> Gross
                Gross split(price > 10,
                \tdisjoint: false) ~> Parts@(dear, {not so dear})
                Parts@dear select(mapColumn(
                \t\tid,
                \t\tnew = Products@name,
                \t\teach(match(true()))
                \t),
                \tskipDuplicateMapInputs: true) ~> Chosen
                Chosen sink(allowSchemaDrift: true,
                \tdeletable:false,
                \tkeys:['id']) ~> Out""";

        assertThat(ScriptPrinter.print(parse(script))).isEqualTo(script);
    }

    @Test
    void aLibraryIsPrintedOneFunctionALine() {
        String library =
                "trimmed(string) as string = trim(i1)\nnames(any, [string,integer]) as string[] = ['a', {b c}]";

        assertThat(ScriptPrinter.print(parse(library))).isEqualTo(library);
    }

    /** Trees that were parsed carry their parentheses; others get those they need. */
    @Test
    void parenthesesAreAddedWhereTheTreeNeedsThem() {
        Expression a = new ColumnName(List.of(), "a", HERE);
        Expression sum = new Binary("+", a, a, HERE);
        Expression typed = new TypeAssertion(a, new ScriptType.Simple("string", HERE), HERE);

        assertThat(ScriptPrinter.print(new Binary("*", sum, sum, HERE))).isEqualTo("(a + a) * (a + a)");
        assertThat(ScriptPrinter.print(new Binary("+", sum, sum, HERE))).isEqualTo("a + a + (a + a)");
        assertThat(ScriptPrinter.print(new Unary("-", sum, HERE))).isEqualTo("-(a + a)");
        assertThat(ScriptPrinter.print(new Field(new Unary("-", a, HERE), "b", HERE)))
                .isEqualTo("(-a).b");
        assertThat(ScriptPrinter.print(new Element(sum, sum, HERE))).isEqualTo("(a + a)[a + a]");
        assertThat(ScriptPrinter.print(new Binary("==", typed, a, HERE))).isEqualTo("(a ? string) == a");
        assertThat(ScriptPrinter.print(new Unary("-", new Unary("-", new NumberLiteral("1", HERE), HERE), HERE)))
                .isEqualTo("--1");
    }

    @Test
    void namesAreQuotedWhereTheyMustBe() {
        assertThat(ScriptPrinter.print(new ColumnName(List.of("my stream"), "true", HERE)))
                .isEqualTo("{my stream}@true");
        assertThat(ScriptPrinter.print(new ColumnName(List.of(), "true", HERE))).isEqualTo("{true}");
        assertThat(ScriptPrinter.print(new ColumnName(List.of(), "2020", HERE))).isEqualTo("{2020}");
        assertThat(ScriptPrinter.print(new ColumnName(List.of(), "", HERE))).isEqualTo("{}");
        assertThat(ScriptPrinter.print(new ColumnName(List.of(), "größe", HERE)))
                .isEqualTo("größe");
    }

    private static Script parse(String text) {
        Issues issues = new Issues();
        Script script = ScriptParser.parse(ScriptText.of(text, "script"), issues);
        assertThat(issues.all()).isEmpty();
        return script;
    }

    private static String withoutSpans(Script script) {
        return script.toString().replaceAll("[a-zA-Z]*[sS]pan=script:\\d+:\\d+", "");
    }
}
