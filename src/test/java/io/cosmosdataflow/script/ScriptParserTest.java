package io.cosmosdataflow.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.script.Argument.Assignment;
import io.cosmosdataflow.script.Argument.ColumnDefinition;
import io.cosmosdataflow.script.Argument.Local;
import io.cosmosdataflow.script.Argument.Property;
import io.cosmosdataflow.script.Argument.Value;
import io.cosmosdataflow.script.Expression.ArrayLiteral;
import io.cosmosdataflow.script.Expression.Binary;
import io.cosmosdataflow.script.Expression.BooleanLiteral;
import io.cosmosdataflow.script.Expression.CacheCall;
import io.cosmosdataflow.script.Expression.Call;
import io.cosmosdataflow.script.Expression.ColumnName;
import io.cosmosdataflow.script.Expression.Element;
import io.cosmosdataflow.script.Expression.Field;
import io.cosmosdataflow.script.Expression.Interpolation;
import io.cosmosdataflow.script.Expression.LambdaVariable;
import io.cosmosdataflow.script.Expression.LocalName;
import io.cosmosdataflow.script.Expression.MapLiteral;
import io.cosmosdataflow.script.Expression.NullLiteral;
import io.cosmosdataflow.script.Expression.NumberLiteral;
import io.cosmosdataflow.script.Expression.ParameterName;
import io.cosmosdataflow.script.Expression.Parenthesized;
import io.cosmosdataflow.script.Expression.PatternSymbol;
import io.cosmosdataflow.script.Expression.Quote;
import io.cosmosdataflow.script.Expression.StructLiteral;
import io.cosmosdataflow.script.Expression.Text;
import io.cosmosdataflow.script.Expression.TypeAssertion;
import io.cosmosdataflow.script.Expression.Unary;
import io.cosmosdataflow.script.Script.LibraryFunction;
import io.cosmosdataflow.script.Script.Parameter;
import io.cosmosdataflow.script.Script.Statement;
import io.cosmosdataflow.script.Script.StreamReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptParserTest {

    private final Issues issues = new Issues();

    @Test
    void aStatementHasInputsATransformationArgumentsAndAName() {
        Statement statement = statement("a@left, {b c} join(a@id == {b c}@id,\n\tjoinType:'inner')~> both");

        assertThat(statement.inputs())
                .extracting(StreamReference::stream, StreamReference::branch)
                .containsExactly(tuple("a", Optional.of("left")), tuple("b c", Optional.empty()));
        assertThat(statement.transformation()).isEqualTo("join");
        assertThat(statement.arguments()).hasSize(2);
        assertThat(statement.name()).isEqualTo("both");
        assertThat(statement.branches()).isEmpty();
        assertThat(statement.span()).hasToString("script:1:1");
        assertThat(statement.transformationSpan()).hasToString("script:1:15");
        assertThat(statement.nameSpan()).hasToString("script:2:22");
        assertThat(statement.inputs().get(1).span()).hasToString("script:1:9");
    }

    @Test
    void aSplitNamesItsBranches() {
        Statement statement = statement("a split(x > 1, disjoint: false) ~> s@(big, {other ones}, default)");

        assertThat(statement.name()).isEqualTo("s");
        assertThat(statement.branches()).containsExactly("big", "other ones", "default");
    }

    @Test
    void statementsComeInTheOrderOfTheTextWhateverStandsBetweenThem() {
        Script script = parse(
                """
                /* first */ source( /* nothing */ ) ~> a // the source

                a sink()~> b a filter(x)~>c
                """
                        .replace("\n", "\r\n"));

        assertThat(script.statements()).extracting(Statement::name).containsExactly("a", "b", "c");
        assertThat(script.statements().get(0).arguments()).isEmpty();
    }

    @Test
    void blanksOfOtherScriptsAreBlanks() {
        Script script = parse("\uFEFFa\u00A0filter(\u2003x\u200B ==\u202F1)\u3000~>\u2028b");

        assertThat(ScriptPrinter.print(script)).isEqualTo("a filter(x == 1) ~> b");
    }

    @Test
    void parametersHaveTypesAndDefaults() {
        Script script = parse(
                """
                parameters {
                \ta as string,
                \tb as integer (0), c as string[] (['id']),
                \td as decimal(10,2) (1.5), {e f} as [string,string], as as boolean (true()), g as decimal (3)
                }
                source() ~> s
                """);

        assertThat(script.parameters())
                .extracting(Parameter::name)
                .containsExactly("a", "b", "c", "d", "e f", "as", "g");
        assertThat(script.parameters())
                .extracting(parameter -> ScriptPrinter.print(parameter.type()))
                .containsExactly(
                        "string", "integer", "string[]", "decimal(10,2)", "[string,string]", "boolean", "decimal");
        assertThat(script.parameters())
                .extracting(parameter ->
                        parameter.defaultValue().map(ScriptPrinter::print).orElse("-"))
                .containsExactly("-", "0", "['id']", "1.5", "-", "true()", "3");
        assertThat(script.parameters().get(1).span()).hasToString("script:3:2");
        assertThat(script.statements()).hasSize(1);
        assertThat(parse("parameters{\n}\nsource() ~> s").parameters()).isEmpty();
        assertThat(parse("parameters/* none */{ }").parameters()).isEmpty();
    }

    @Test
    void theKindOfAnArgumentIsToldByItsSigns() {
        Statement statement = statement(
                "a t(name: 1, local := 2, column as date 'MM/dd' 'yyyy', target = 3, 'text' = 4, $$+'x' = 5, a.b = 6,"
                        + " value, each(match(true()), $$ = $$), groupBy())  ~> b");

        assertThat(statement.arguments())
                .extracting(argument -> argument.getClass().getSimpleName())
                .containsExactly(
                        "Property",
                        "Local",
                        "ColumnDefinition",
                        "Assignment",
                        "Assignment",
                        "Assignment",
                        "Assignment",
                        "Value",
                        "Value",
                        "Value");
        assertThat(((Property) statement.arguments().get(0)).name()).isEqualTo("name");
        assertThat(((Local) statement.arguments().get(1)).name()).isEqualTo("local");
        ColumnDefinition column = (ColumnDefinition) statement.arguments().get(2);
        assertThat(column.name()).isEqualTo("column");
        assertThat(column.formats()).containsExactly("MM/dd", "yyyy");
        assertThat(((Assignment) statement.arguments().get(3)).target()).isInstanceOf(ColumnName.class);
        assertThat(((Assignment) statement.arguments().get(4)).target()).isInstanceOf(Text.class);
        assertThat(((Assignment) statement.arguments().get(6)).target()).isInstanceOf(Field.class);
        Value each = (Value) statement.arguments().get(8);
        assertThat(((Call) each.expression()).arguments()).hasSize(2);
        assertThat(statement.arguments().get(1).span()).hasToString("script:1:14");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            string                                                | Simple
            as                                                    | Simple
            nonsense                                              | Simple
            decimal                                               | Simple
            decimal(38,18)                                        | Decimal
            string[]                                              | ArrayOf
            decimal(10,2)[][]                                     | ArrayOf
            ()                                                    | Struct
            (a as string)[]                                       | ArrayOf
            (a as string, {} as (b as integer[]))                 | Struct
            (a as date 'MM/dd/yyyy', {b c} as [string,(d as any)]) | Struct
            [string,integer[]]                                    | MapOf
            """)
    void typesNestAtWill(String type, String kind) {
        Statement statement = statement("source(output(c as " + type + ")) ~> s");

        Call output = (Call) ((Value) statement.arguments().get(0)).expression();
        ColumnDefinition column = (ColumnDefinition) output.arguments().get(0);
        assertThat(column.type().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(ScriptPrinter.print(column.type()).replace(" ", "")).isEqualTo(type.replace(" ", ""));
    }

    @Test
    void aFunctionOfALibraryHasTypesAndABody() {
        Script script = parse(
                """
                trimmed(string) as string = trim(i1)
                sex(string, integer[]) as integer = iif(i1=='M',1,i2[1]),
                none() as (a as string) = @(a='x') last(any) as string = i1
                """);

        assertThat(script.functions())
                .extracting(LibraryFunction::name)
                .containsExactly("trimmed", "sex", "none", "last");
        LibraryFunction sex = script.functions().get(1);
        assertThat(sex.parameters()).extracting(ScriptPrinter::print).containsExactly("string", "integer[]");
        assertThat(ScriptPrinter.print(sex.result())).isEqualTo("integer");
        assertThat(ScriptPrinter.print(sex.body())).isEqualTo("iif(i1 == 'M', 1, i2[1])");
        assertThat(sex.span()).hasToString("script:2:1");
        assertThat(script.statements()).isEmpty();
    }

    @Test
    void textsAreTakenOutOfTheirQuotes() {
        assertThat(text("'it\\'s \\\\ \\n \\t \\r \\\" \\d {x}'", Quote.SINGLE))
                .isEqualTo("it's \\ \n \t \r \" \\d {x}");
        assertThat(text("'a\n b'", Quote.SINGLE)).isEqualTo("a\n b");
        assertThat(text("\"say \\\"x\\\" \\{y} {} \\n 'z'\"", Quote.DOUBLE)).isEqualTo("say \"x\" {y} {} \n 'z'");
        assertThat(text("\"\"", Quote.DOUBLE)).isEmpty();
        assertThat(text("`^\\d+'\"{x}$`", Quote.BACK)).isEqualTo("^\\d+'\"{x}$");
        assertThat(text("'/* no comment */ // no'", Quote.SINGLE)).isEqualTo("/* no comment */ // no");
        assertThat(text("'źdźbło 日本 \uD83D\uDE00'", Quote.SINGLE)).isEqualTo("źdźbło 日本 \uD83D\uDE00");
    }

    @Test
    void anInterpolationHasTextsAndExpressions() {
        Interpolation text = (Interpolation) expression("\"a \\{ {$t} b{concat('}', \"in {x}\", {y z})}${c}\"");

        assertThat(text.parts())
                .extracting(part -> part instanceof Text plain ? plain.value() : ScriptPrinter.print(part))
                .containsExactly("a { ", "$t", " b", "concat('}', \"in {x}\", {y z})", "$", "c");
        assertThat(text.parts().get(0)).isEqualTo(new Text("a { ", Quote.DOUBLE, at(2)));
        assertThat(text.parts().get(2).span()).hasToString("script:1:11");
        assertThat(((Interpolation) expression("\"{'a'}{\"b\"}\"")).parts())
                .containsExactly(new Text("a", Quote.SINGLE, at(3)), new Text("b", Quote.SINGLE, at(8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12", "0xf4", "0XFFL", "7L", "1574127407l", "1.08", ".05", "80.00f", "1e3", "1.5E-7", "2.5e+3f"})
    void numbersStayAsTheyAreWritten(String number) {
        assertThat(expression(number)).isEqualTo(new NumberLiteral(number, at(1)));
    }

    @Test
    void wordsWithoutParenthesesAreLiteralsOrColumns() {
        assertThat(expression("true")).isEqualTo(new BooleanLiteral(true, at(1)));
        assertThat(expression("false")).isEqualTo(new BooleanLiteral(false, at(1)));
        assertThat(expression("null")).isEqualTo(new NullLiteral(at(1)));
        assertThat(expression("true()")).isEqualTo(new Call("true", List.of(), at(1)));
        assertThat(expression("{true}")).isEqualTo(column("true"));
        assertThat(expression("True")).isEqualTo(column("True"));
        assertThat(expression("as")).isEqualTo(column("as"));
        assertThat(expression("as(as)")).isInstanceOf(Call.class);
        for (String word : List.of("source", "output", "parameters", "each", "_x1", "größe", "列", "e\u0301a")) {
            assertThat(expression(word)).isEqualTo(column(word));
        }
        assertThat(expression("{ hack_license}")).isEqualTo(column(" hack_license"));
        assertThat(expression("{}")).isEqualTo(column(""));
        assertThat(expression("{a'b\"c`d\\e}")).isEqualTo(column("a'b\"c`d\\e"));
    }

    @Test
    void wordsOfTheLanguageAreNamesEverywhere() {
        Script script = parse(
                """
                source(output(as as string, true as boolean, output as integer, parameters as date)) ~> source
                source, as@as derive(as = as, as: as, parameters = null, as as as) ~> as@(as, true)
                """);

        assertThat(script.statements()).extracting(Statement::name).containsExactly("source", "as");
        assertThat(script.statements().get(1).branches()).containsExactly("as", "true");
    }

    @Test
    void aColumnMayNameTheStreamsItComesFrom() {
        assertThat(expression("stream@column")).isEqualTo(new ColumnName(List.of("stream"), "column", at(1)));
        assertThat(expression("split@{a b}@{c d}")).isEqualTo(new ColumnName(List.of("split", "a b"), "c d", at(1)));
        assertThat(expression("s@a.b")).isEqualTo(new Field(new ColumnName(List.of("s"), "a", at(1)), "b", at(1)));
    }

    @Test
    void signsMarkWhatIsNoColumn() {
        assertThat(expression("$p")).isEqualTo(new ParameterName("p", at(1)));
        assertThat(expression("${a b}")).isEqualTo(new ParameterName("a b", at(1)));
        assertThat(expression("$$")).isEqualTo(new PatternSymbol("$$", at(1)));
        assertThat(expression("$0")).isEqualTo(new PatternSymbol("$0", at(1)));
        assertThat(expression("$12")).isEqualTo(new PatternSymbol("$12", at(1)));
        assertThat(expression("#item_1")).isEqualTo(new LambdaVariable("item_1", at(1)));
        assertThat(expression(":local")).isEqualTo(new LocalName("local", at(1)));
    }

    @Test
    void partsOfAValueAreFieldsAndElements() {
        assertThat(expression("a.b[1].{c d}"))
                .isEqualTo(new Field(
                        new Element(new Field(column("a"), "b", at(1)), new NumberLiteral("1", at(5)), at(1)),
                        "c d",
                        at(1)));
        assertThat(expression("c#lookup(x, 1).y"))
                .isEqualTo(new Field(
                        new CacheCall(
                                "c",
                                "lookup",
                                List.of(new ColumnName(List.of(), "x", at(10)), new NumberLiteral("1", at(13))),
                                at(1)),
                        "y",
                        at(1)));
        assertThat(expression("{my cache}#outputs()[1]")).isInstanceOf(Element.class);
        assertThat(expression("#item.x")).isInstanceOf(Field.class);
        assertThat(expression("split('a,b', ',')[1]")).isInstanceOf(Element.class);
    }

    @Test
    void literalsOfStructsArraysAndMaps() {
        StructLiteral struct = (StructLiteral) expression("@(a=1, b=@(c='x'))");
        assertThat(struct.members()).hasSize(2).allMatch(Assignment.class::isInstance);
        assertThat(((ArrayLiteral) expression("[1, [], 'a']")).items()).hasSize(3);
        assertThat(((ArrayLiteral) expression("[]")).items()).isEmpty();
        MapLiteral map = (MapLiteral) expression("['type'->'json', $k -> ['a' -> 1]]");
        assertThat(map.entries()).hasSize(2);
        assertThat(map.entries().get(0).key()).isEqualTo(new Text("type", Quote.SINGLE, at(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "~>",
            textBlock =
                    """
            a || b ^ c && d         ~> (a || (b ^ (c && d)))
            a && b || c             ~> ((a && b) || c)
            a | b & c == d          ~> (a | (b & (c == d)))
            a == b < c              ~> (a == (b < c))
            a === b                 ~> (a === b)
            a <=> b != c            ~> ((a <=> b) != c)
            a !== b                 ~> (a !== b)
            a < b + c               ~> (a < (b + c))
            a >= b <= c             ~> ((a >= b) <= c)
            a - b - c               ~> ((a - b) - c)
            a + b * c / d % e       ~> (a + (((b * c) / d) % e))
            a * -b + !c.d           ~> ((a * -b) + !c.d)
            -a.b[1]                 ~> -a.b[1]
            !!a && --b              ~> (!!a && --b)
            !a == b                 ~> (!a == b)
            (a + b) * c             ~> ((a + b) * c)
            a-1                     ~> (a - 1)
            a*-1                    ~> (a * -1)
            """)
    void operatorsBindByTheirPrecedence(String source, String shape) {
        assertThat(shape(expression(source))).isEqualTo(shape);
    }

    @Test
    void aBinaryExpressionStandsWhereItsOperatorStands() {
        Binary binary = (Binary) expression("a + b == -c");

        assertThat(binary.span()).hasToString("script:1:7");
        assertThat(binary.left().span()).hasToString("script:1:3");
        assertThat(binary.right().span()).hasToString("script:1:10");
    }

    @Test
    void aTypeAssertionBindsLoosest() {
        TypeAssertion assertion = (TypeAssertion) expression("a + b ? string[]");
        assertThat(assertion.operand()).isInstanceOf(Binary.class);
        assertThat(assertion.type()).isInstanceOf(ScriptType.ArrayOf.class);

        Statement parse = statement("a parse(j = body ? (x as string, y as (z as integer)[]), format: 'json') ~> b");
        Assignment column = (Assignment) parse.arguments().get(0);
        assertThat(((TypeAssertion) column.value()).type()).isInstanceOf(ScriptType.Struct.class);
    }

    @Test
    void theValueOfAPropertyMayBeAnExpressionInParentheses() {
        Statement source = statement("source(query: (concat('select ', $c)), wildcardPaths:[($f)], keys: -1L) ~> s");

        assertThat(((Property) source.arguments().get(0)).value()).isInstanceOf(Parenthesized.class);
        ArrayLiteral paths = (ArrayLiteral) ((Property) source.arguments().get(1)).value();
        assertThat(paths.items().get(0)).isInstanceOf(Parenthesized.class);
        assertThat(((Property) source.arguments().get(2)).value()).isInstanceOf(Unary.class);
    }

    @Test
    void goodStatementsAreReadBetweenBadOnes() {
        Script script = ScriptParser.parse(
                ScriptText.of(
                        """
                        source(output(a as string)) ~> one
                        one filter(a == ) ~> two
                        one filter(a == 'x') ~> three
                        three derive(b = 'open) ~> four
                        three derive(b = 'closed') ~> five
                        five sink(
                        """,
                        "script"),
                issues);

        assertThat(script.statements()).extracting(Statement::name).containsExactly("one", "three", "five");
        assertThat(issues.all()).extracting(issue -> issue.span().line()).containsExactly(2, 4, 6);
    }

    @Test
    void oneExpressionIsReadOnItsOwn() {
        assertThat(ScriptPrinter.print(expression(" toDate('03/01/2018','dd/MM/yyyy') /* day */ ")))
                .isEqualTo("toDate('03/01/2018', 'dd/MM/yyyy')");
        for (String wrong : List.of("", "  ", "a b", "'a", "a = b", "a ~> b", "(a", "a)", "f(x) g(y)")) {
            Issues found = new Issues();
            assertThat(ScriptParser.expression(ScriptText.of(wrong, "parameter p"), found))
                    .isEmpty();
            assertThat(found.all()).hasSize(1);
        }
        Issues found = new Issues();
        ScriptParser.expression(ScriptText.of("", "parameter p"), found);
        ScriptParser.expression(ScriptText.of("today", "q"), found);
        assertThat(found.all())
                .extracting(Issue::toString)
                .containsExactly("parameter p:1:1: error [ScriptSyntax] The expression is empty. Write a text in single"
                        + " quotes: ''.");
    }

    @Test
    void issuesShowTheLineOfTheScript() {
        ScriptParser.parse(ScriptText.of("a filter(b) ~> c\n\tc filter(d == ) ~> e", "script"), issues);

        assertThat(issues.all()).extracting(Issue::excerpt).containsExactly("c filter(d == ) ~> e\n           ^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "whole"})
    void mistakesInAFileAreReportedInItsLinesAndColumns(String form) throws Exception {
        Path file = Path.of("src/test/resources/script/json", form + ".json");
        JsonObject flow = (JsonObject) JsonReader.read(file.toString(), Files.readString(file));
        JsonObject properties =
                (JsonObject) flow.find("properties").orElseThrow().value();
        JsonObject typeProperties =
                (JsonObject) properties.find("typeProperties").orElseThrow().value();

        Script script = ScriptParser.parse(
                ScriptText.of(typeProperties, flow.span(), issues).orElseThrow(), issues);

        assertThat(script.statements()).extracting(Statement::name).containsExactly("Products", "Cheap");
        assertThat(issues.all())
                .extracting(Issue::toString)
                .containsExactly(file + (form.equals("lines") ? ":19:54" : ":13:290")
                        + ": error [ScriptSyntax] The value after '*' is missing.");
        assertThat(issues.all().get(0).excerpt())
                .isEqualTo("Cheap derive(name = 'it\\'s', gross = price * ) ~> Gross\n" + " ".repeat(43) + "^");
    }

    private Script parse(String text) {
        Script script = ScriptParser.parse(ScriptText.of(text, "script"), issues);
        assertThat(issues.all()).isEmpty();
        return script;
    }

    private Statement statement(String text) {
        Script script = parse(text);
        assertThat(script.statements()).hasSize(1);
        return script.statements().get(0);
    }

    private Expression expression(String text) {
        Optional<Expression> expression = ScriptParser.expression(ScriptText.of(text, "script"), issues);
        assertThat(issues.all()).isEmpty();
        return expression.orElseThrow();
    }

    private String text(String written, Quote quote) {
        Text text = (Text) expression(written);
        assertThat(text.quote()).isEqualTo(quote);
        return text.value();
    }

    private static ColumnName column(String name) {
        return new ColumnName(List.of(), name, at(1));
    }

    private static Span at(int column) {
        return new Span("script", 1, column);
    }

    /** The expression with the parentheses that the precedence implies. */
    private static String shape(Expression expression) {
        if (expression instanceof Binary binary) {
            return "(" + shape(binary.left()) + " " + binary.operator() + " " + shape(binary.right()) + ")";
        }
        if (expression instanceof Unary unary) {
            return unary.operator() + shape(unary.operand());
        }
        return expression instanceof Parenthesized parenthesized
                ? shape(parenthesized.expression())
                : ScriptPrinter.print(expression);
    }
}
