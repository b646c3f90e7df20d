package io.cosmosdataflow.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the answer is a script or issues, soon. The times are many times what is measured. */
class HostileScriptTest {

    private static final int MANY = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "-",
                "!",
                "f(",
                "@(a=",
                "a.",
                "a[",
                "a@",
                "a+",
                "a ? ",
                "['k'->",
                "a || ",
                "\"{",
                "iif(a,b,",
                "a.b[1].",
                "each(",
                "a:",
                "a=",
                "-a*"
            })
    void nestingWithoutEndIsAnError(String piece) {
        List<Issue> statement = parse("a derive(x = " + piece.repeat(MANY) + " ) ~> b");
        Issues expression = new Issues();
        Optional<Expression> read =
                ScriptParser.expression(ScriptText.of(piece.repeat(MANY), "expression"), expression);

        assertThat(statement).isNotEmpty().allMatch(issue -> issue.code() == ErrorCode.ScriptSyntax);
        assertThat(read).isEmpty();
        assertThat(expression.hasErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "[]", "-;a", "a.;a", "f();x", "a + ;b", "\"{};x}\"", "a[;1]", "!;a", "(as string);x"})
    void nestingThatIsClosedButTooDeepIsAnError(String shape) {
        String[] parts = shape.contains(";") ? shape.split(";") : new String[] {shape.substring(0, 1), ""};
        String open = parts[0].endsWith(")") && parts[0].length() > 1 ? "f(" : parts[0];
        String close = open.endsWith("(") ? ")" : open.endsWith("[") ? "]" : "";
        List<Issue> issues = parse("a derive(x = " + open.repeat(MANY) + parts[1] + close.repeat(MANY) + ") ~> b");

        assertThat(issues).isNotEmpty().allMatch(issue -> issue.code() == ErrorCode.ScriptSyntax);
    }

    @Test
    void deepTypesAreAnError() {
        String type = "(a as ".repeat(MANY) + "string" + ")".repeat(MANY);

        assertThat(parse("source(output(x as " + type + ")) ~> s"))
                .extracting(Issue::message)
                .containsExactly("This is nested deeper than 500 levels of brackets and operators.");
        assertThat(parse("source(output(x as string" + "[]".repeat(MANY) + ")) ~> s"))
                .extracting(Issue::message)
                .containsExactly("This is nested deeper than 500 levels of brackets and operators.");
        assertThat(parse("parameters{ p as " + type + "}")).hasSize(1);
        assertThat(parse("f(" + type + ") as string = i1")).hasSize(1);
    }

    @Test
    void whatIsJustNotTooDeepIsReadAndPrinted() {
        String nested = "a derive(x = " + "f(-".repeat(248) + "1" + ")".repeat(248) + ") ~> b";
        String chain = "a derive(x = " + "y + ".repeat(490) + "z) ~> b";

        for (String script : List.of(nested, chain)) {
            Issues issues = new Issues();
            Script parsed = ScriptParser.parse(ScriptText.of(script, "script"), issues);

            assertThat(issues.all()).isEmpty();
            assertThat(ScriptPrinter.print(parsed)).isEqualTo(script);
        }
    }

    /** Operators on the way down count, although no bracket is wide open where they stand. */
    @Test
    void aTreeThatIsDeepOnlyToTheLeftIsAnError() {
        StringBuilder left = new StringBuilder("1");
        for (int i = 0; i < 200; i++) {
            left.insert(0, "(").append(" + 1 + 1 + 1)");
        }

        assertThat(parse("a derive(x = " + left + ") ~> b"))
                .extracting(Issue::message)
                .containsExactly("This is nested deeper than 500 levels of brackets and operators.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "§",
                "\0",
                "\uD800",
                "\uDC00\uD800",
                "'",
                "\"",
                "`",
                "{",
                "}",
                "/*",
                "//",
                "~>",
                "~> a ",
                "a ~> b ",
                ")",
                "a(",
                "]",
                "'\\",
                "\"{\"}",
                "'~>a",
                "') ~> a",
                "\\",
                "#",
                "$",
                "$${",
                ",",
                "parameters{",
                "\"\\",
                "😀",
                "1e",
                ".",
                "..",
                "é",
                "a b ",
                "f(a) ",
                "f(a) as b = c ",
                "f() as ",
                "as as ",
                "/* */",
                "\u2028",
                "{a\n"
            })
    void aMegabyteOfGarbageIsAnErrorOrNothing(String garbage) {
        List<Issue> issues = parse(garbage.repeat(1_000_000 / garbage.length()));

        assertThat(issues).hasSizeLessThan(150).allMatch(issue -> issue.code() == ErrorCode.ScriptSyntax);
    }

    @Test
    void randomCharactersNeverBreakTheParser() {
        String alphabet = "ab1 '\"`{}()[],.:=~>@#$-+*/!?|&\\\n\t\0\uD83Dparameters{ as ~> x";
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            String text = IntStream.range(0, random.nextInt(60))
                    .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                    .collect(Collectors.joining());
            Issues issues = new Issues();
            ScriptParser.parse(ScriptText.of(text, "script"), issues);
            ScriptParser.expression(ScriptText.of(text, "expression"), issues);
        }
    }

    @Test
    void aCutAnywhereInAScriptIsAnErrorOrAShorterScript() {
        String script = "parameters{ p as string ('x') }\nsource(output(a as (b as decimal(10,2))[] 'f')) ~> s\n"
                + "s, s@b join(s@a == {c d} && \"t {x + 'u'}\" != `r`, joinType:'inner') ~> j@(k, l)";
        for (int cut = 0; cut < script.length(); cut++) {
            Issues issues = new Issues();
            Script parsed = ScriptParser.parse(ScriptText.of(script.substring(0, cut), "script"), issues);

            assertThat(issues.hasErrors() || ScriptPrinter.print(parsed).length() <= cut + 20)
                    .isTrue();
        }
    }

    @Test
    void aMegabyteOfGoodScriptIsReadInSeconds() {
        String statement = "s%1$d derive(x%1$d = iif(isNull(a.b[1]) || c == 'text', toString(1.5 + d), \"e {f}\"),\n"
                + "\t\ty = @(a = 1, b = ['k' -> $p])) ~> s%2$d\n";
        String script = IntStream.range(0, 9_000)
                .mapToObj(i -> String.format(statement, i, i + 1))
                .collect(Collectors.joining());
        assertThat(script.length()).isGreaterThan(1_000_000);

        assertThat(parse(script)).isEmpty();
    }

    private static List<Issue> parse(String script) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Issues issues = new Issues();
            ScriptParser.parse(ScriptText.of(script, "script"), issues);
            return issues.all();
        });
    }
}
