package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.Template;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is nested deeper than a stack is, or in a circle, or more than it looks: an error at its place, and soon. */
class DeepDefinitionsTest {

    private static final int MANY = 100_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void json(String open) {
        String close =
                open.chars().mapToObj(c -> c == '[' ? "]" : c == '{' ? "}" : "").collect(Collectors.joining());
        String mirrored = new StringBuilder(close).reverse().toString();
        for (String text : List.of(open.repeat(MANY), open.repeat(MANY) + "1" + mirrored.repeat(MANY))) {
            assertThatThrownBy(() -> JsonReader.read("x.json", text))
                    .isInstanceOfSatisfying(JobException.class, thrown -> assertThat(thrown.code())
                            .isEqualTo(ErrorCode.JsonSyntax));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "concat(|'a'|)",
                "item()[|'a'|]",
                "``|item()|.a",
                "``|item()|?.a",
                "``|item()|['a']",
                "not(|true|``",
                "``|1|)"
            })
    void expressions(String open, String middle, String close) {
        Issues issues = new Issues();
        Template.parse("@" + open.repeat(MANY) + middle + close.repeat(MANY), new Span("p.json", 1, 1), issues);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.ExpressionSyntax);
    }

    /** The characters of a text are no levels. */
    @ParameterizedTest
    @ValueSource(strings = {"(", "[", ".", "((''", ".a"})
    void textsInExpressionsAreNotDeep(String piece) {
        Issues issues = new Issues();
        String text = piece.repeat(1_000);
        Template template = Template.parse("@concat('" + text + "', 'x')", new Span("p.json", 1, 1), issues);

        assertThat(issues.all()).isEmpty();
        assertThat(template.evaluate(null).textValue()).isEqualTo(text.replace("''", "'") + "x");
    }

    /** Found by ParserFuzzTest: what stands behind an open quote was read as brackets. */
    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "?[", ".a", "a(", "((''", "\"["})
    void textsWithoutAnEnd(String piece) {
        Issues issues = new Issues();
        Template.parse("@concat('" + piece.repeat(2 * MANY) + "''", new Span("p.json", 1, 1), issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> assertThat(issue.message())
                .contains("no closing quote"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<a b='", "<!-- ", "<![CDATA["})
    void xml(String piece) {
        Issues issues = new Issues();
        Template template = Template.parse(
                "@xml('" + piece.replace("'", "''").repeat(MANY) + "')", new Span("p.json", 1, 1), issues);

        assertThat(issues.all()).isEmpty();
        assertThatThrownBy(() -> template.evaluate(null))
                .isInstanceOfSatisfying(
                        JobException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.ExpressionFailed));
    }

    /** Found by ParserFuzzTest; such names are no qualified ones. Source: Namespaces in XML 1.0, section 4. */
    @Test
    void xmlWhosePrefixesAreNone() {
        Template template = Template.parse("@xml('<a b::::=\"c\"><d/></a>')", new Span("p.json", 1, 1), new Issues());

        assertThatThrownBy(() -> template.evaluate(null))
                .isInstanceOfSatisfying(
                        JobException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.ExpressionFailed));
    }

    /** Each local needs the next one: as deep as there are locals. */
    @ParameterizedTest
    @ValueSource(ints = {45, 300, 3_000})
    void locals(int many) {
        String locals = IntStream.range(0, many)
                .mapToObj(i -> "l" + i + " := :l" + (i + 1) + " + 1, ")
                .collect(Collectors.joining());
        List<Issue> issues = flow("a derive(" + locals + "l" + many + " := 1, x = :l0) ~> b");

        if (many < 50) {
            assertThat(issues).isEmpty();
        } else {
            assertThat(issues).isNotEmpty().allMatch(issue -> issue.code() == ErrorCode.UnknownName);
        }
    }

    /** Each local has the next one twice: two to the power of their number. */
    @Test
    void localsThatDouble() {
        String locals = IntStream.range(0, 40)
                .mapToObj(i -> "l" + i + " := :l" + (i + 1) + " + :l" + (i + 1) + ", ")
                .collect(Collectors.joining());
        List<Issue> issues =
                assertTimeoutPreemptively(SOON, () -> flow("a derive(" + locals + "l40 := 1, x = :l0) ~> b"));

        assertThat(issues).anyMatch(issue -> issue.message().contains("has more than 10000 parts"));
    }

    /** What takes exponentially many steps. Source: CWE-1333. */
    @Test
    void aPatternThatIsNeverDone() {
        List<Issue> issues = assertTimeoutPreemptively(
                SOON,
                () -> flow("a derive(" + "a".repeat(60)
                        + " = 1) ~> d\nd derive(each(patternMatch(`^(a|aa)+\\1b$`), $$ = $$)) ~> b"));

        assertThat(issues).anyMatch(issue -> issue.message().contains("takes too long"));
    }

    @Test
    void streams() {
        String chain = IntStream.range(0, 2_000)
                .mapToObj(i -> (i == 0 ? "a" : "s" + i) + " filter(true()) ~> s" + (i + 1) + "\n")
                .collect(Collectors.joining());

        assertThat(flow(chain)).isEmpty();
    }

    @Test
    void flowletsInACircle() {
        FactoryFiles factory = flowlets(3, 1)
                .dataFlow(
                        "Part2",
                        "Flowlet",
                        "",
                        "",
                        used("Part0"),
                        "input() ~> i\ni compose(composition: 'Part0') ~> u0@(o)\nu0@o output() ~> o");

        assertThat(check(factory)).anyMatch(issue -> issue.message().contains("uses itself"));
    }

    @Test
    void flowletsInEachOther() {
        assertThat(check(flowlets(1_000, 1))).anyMatch(issue -> issue.message().contains("deeper than"));
    }

    /** Each uses the next one twice: two to the power of their number. */
    @Test
    void flowletsThatGrow() {
        assertThat(check(flowlets(19, 2))).anyMatch(issue -> issue.message().contains("times in all"));
    }

    private FactoryFiles flowlets(int many, int times) {
        FactoryFiles factory = FactoryFiles.in(directory).file("In", "Parquet", "in", "");
        for (int i = 0; i < many; i++) {
            String next = "Part" + (i + 1);
            String uses = IntStream.range(0, times)
                    .mapToObj(use -> (use == 0 ? "i" : "u" + (use - 1) + "@o") + " compose(composition: '" + next
                            + "') ~> u" + use + "@(o)\n")
                    .collect(Collectors.joining());
            factory.dataFlow(
                    "Part" + i,
                    "Flowlet",
                    "",
                    "",
                    used(next),
                    "input() ~> i\n" + uses + "u" + (times - 1) + "@o output() ~> o");
        }
        factory.dataFlow("Part" + many, "Flowlet", "", "", "", "input() ~> i\ni output() ~> o");
        return factory.dataFlow(
                "F",
                "MappingDataFlow",
                "{\"name\": \"a\", \"dataset\": {\"referenceName\": \"In\", \"type\": \"DatasetReference\"}}",
                "",
                used("Part0"),
                "source(allowSchemaDrift: true) ~> a\na compose(composition: 'Part0') ~> u0@(o)");
    }

    private static String used(String flowlet) {
        String reference = ", \"flowlet\": {\"referenceName\": \"" + flowlet + "\", \"type\": \"DataFlowReference\"}}";
        return "\"transformations\": [{\"name\": \"u0\"" + reference + ", {\"name\": \"u1\"" + reference + "],";
    }

    private List<Issue> flow(String statements) {
        return check(FactoryFiles.in(directory)
                .file("In", "Parquet", "in", "")
                .dataFlow("F", Map.of("a", "In"), Map.of(), "source(allowSchemaDrift: true) ~> a\n" + statements));
    }

    /** Activities in activities, and linked services, datasets and keys that name each other. */
    @Test
    void activities() {
        String activity = "{\"name\": \"A%d\", \"type\": \"IfCondition\", \"typeProperties\": {\"expression\":"
                + " {\"value\": \"@true\", \"type\": \"Expression\"}, \"ifTrueActivities\": [";
        String deep = IntStream.range(0, 100).mapToObj(activity::formatted).collect(Collectors.joining());
        FactoryFiles factory = FactoryFiles.in(directory).pipeline("P", deep + "]}}".repeat(100));

        assertThat(assertTimeoutPreemptively(SOON, () -> load(factory).check()))
                .allMatch(issue -> issue.code() != ErrorCode.Internal);
    }

    @Test
    void linkedServicesThatNameEachOther() {
        String secret = "{\"type\": \"AzureKeyVaultSecret\", \"secretName\": \"s\", \"store\":"
                + " {\"referenceName\": \"%s\", \"type\": \"LinkedServiceReference\"}}";
        FactoryFiles factory = FactoryFiles.in(directory)
                .linkedService("V", "AzureKeyVault", "{\"baseUrl\": " + secret.formatted("V") + "}")
                .linkedService("S", "AzureSqlDatabase", "{\"connectionString\": " + secret.formatted("S") + "}");

        assertThat(assertTimeoutPreemptively(SOON, () -> load(factory).check()))
                .allMatch(issue -> issue.code() != ErrorCode.Internal);
        assertThat(DataFactory.load(factory.directory()).check()).allMatch(issue -> issue.code() != ErrorCode.Internal);
    }

    /** What looks like a type that is known, and is not, or only nearly so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AzureSq\\nlDatabase",
                "azuresqldatabase",
                " AzureSqlDatabase",
                "AzureSqlDatabase ",
                "AzureSqlDataba\u017Fe",
                "AzureSqlDatabase\\u0000",
                "Co\u017FmosDb",
                "CosmosDb\\n",
                " CosmosDB",
                "AzureBlob\\tStorage",
                "",
                "Expression"
            })
    void typesThatAreAlmostKnown(String type) {
        for (String properties : List.of(
                "{\"accountEndpoint\": \"ht\\ntps://x:443/\", \"accountKey\": \"x\", \"database\": \"d\"}",
                "{\"connectionString\": \"Server=;Database=;User ID=\"}",
                "{\"connectionString\": \"AccountEndpoint=https://[x/;AccountKey==;Database=d\"}",
                "{\"server\": \"tcp:x,99999\", \"database\": \"d\", \"userName\": \"u\", \"authenticationType\": \"SQL\"}",
                "{\"accountEndpoint\": \"https://\u0000/\", \"database\": \"\"}",
                "{}")) {
            FactoryFiles factory = FactoryFiles.in(directory)
                    .linkedService("S", type, properties)
                    .dataset("Sql", "AzureSqlTable", "S", "{\"table\": \"t\"}")
                    .dataset("Cosmos", "CosmosDbSqlApiCollection", "S", "{\"collectionName\": \"c\"}")
                    .dataset("Text", "DelimitedText", "S", "{\"location\": {\"type\": \"AzureBlobStorageLocation\"}}")
                    .pipeline(
                            "P",
                            FactoryFiles.copy(
                                    "A",
                                    "Sql",
                                    "{\"type\": \"AzureSqlSource\"}",
                                    "Cosmos",
                                    "{\"type\": \"CosmosDbSqlApiSink\"}"),
                            FactoryFiles.copy(
                                    "B",
                                    "Text",
                                    "{\"type\": \"DelimitedTextSource\"}",
                                    "Sql",
                                    "{\"type\": \"AzureSqlSink\"}"));

            for (DataFactory each : List.of(load(factory), DataFactory.load(factory.directory()))) {
                assertThat(each.check()).allMatch(issue -> issue.code() != ErrorCode.Internal);
            }
        }
    }

    private List<Issue> check(FactoryFiles factory) {
        return assertTimeoutPreemptively(SOON, () -> load(factory).dataFlow("F").check());
    }

    private DataFactory load(FactoryFiles factory) {
        return DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(directory.resolve("local")), Optional.empty()));
    }
}
