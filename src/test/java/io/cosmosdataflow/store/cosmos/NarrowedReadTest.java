package io.cosmosdataflow.store.cosmos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.compile.ExternalCalls;
import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.demand.SourceDemands;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.project.DocumentColumns;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.read.DocumentsToRead;
import io.cosmosdataflow.store.cosmos.read.NarrowedQuery;
import io.cosmosdataflow.store.cosmos.read.ReadMeter;
import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.testing.FlowRows;
import io.cosmosdataflow.testing.Seed;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data flows over documents whose properties are of any type, with and without a query of their own. */
class NarrowedReadTest {

    private static final List<String> COLUMNS = List.of("s", "i", "l", "d", "b", "o", "m", "t", "u");
    private static final String SOURCE = "source(output(s as string, i as integer, l as long, d as double,"
            + " b as boolean, o as (x as string, y as integer), m as decimal(10,2), t as date,"
            + " u as string[]), allowSchemaDrift: false) ~> all\n";

    private static final List<String> VALUES = List.of(
            "null",
            "\"a\"",
            "\"ab\"",
            "\"\"",
            "\"5\"",
            "\"true\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-Infinity\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"a\\\"b\\\\c'\"",
            "\"?\"",
            "\"2024-02-29\"",
            "\"[1]\"",
            "\"-3\"",
            "\"5.0\"",
            "\"5.7\"",
            "\" 5 \"",
            "\"1e3\"",
            "\"TRUE\"",
            "\"no\"",
            "\"9007199254740993\"",
            "0",
            "-0",
            "5",
            "5.0",
            "1.10",
            "1e3",
            "0.1",
            "-0.9",
            "5.7",
            "-3.7",
            "1",
            "-3",
            "9007199254740992.0",
            "1e19",
            "2147483648",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "12345678901234567890",
            "true",
            "false",
            "{\"x\":\"a\",\"y\":5}",
            "{\"y\":\"bad\",\"x\":\"a\"}",
            "{\"x\":5}",
            "{\"x\":null,\"y\":5.0,\"z\":[{\"x\":1}]}",
            "{}",
            "[]",
            "[1]",
            "[\"a\",{\"x\":1}]");

    private static final SparkSession SPARK = FlowRows.session();
    private static final int PROPERTY_RUNS = Integer.getInteger("pushdown.runs", 20);
    private static ContainerAddress container;
    private static Dataset<Row> documents;

    @BeforeAll
    static void fill() {
        container = CosmosFixture.container("/id");
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int n = 0; n < 400; n++) {
            texts.add(document(n, random));
        }
        SharedEmulator.instance()
                .seed(
                        container.database(),
                        container.container(),
                        "/id",
                        texts.stream()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .iterator());
        documents = SPARK.createDataset(read(everything(container)), Encoders.STRING())
                .coalesce(1)
                .toDF(Columns.DOCUMENT);
    }

    /** Most values are of the column's type, and in any order among properties that are no columns. */
    private static String document(int n, Random random) {
        List<String> members = new ArrayList<>(List.of(
                "\"id\":\"" + n + "\"",
                "\"ballast\":\"" + "x".repeat(500) + "\"",
                "\"other\":" + VALUES.get(random.nextInt(VALUES.size()))));
        for (String column : COLUMNS) {
            if (random.nextInt(6) > 0) {
                members.add("\"" + column + "\":" + VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        Collections.shuffle(members, random);
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * The rows of the only sink of a flow.
     *
     * @param narrowed over what Cosmos DB answers to the query of the flow
     * @param whole over all documents
     * @param query empty if the flow needs everything
     */
    private record Outcome(List<String> narrowed, List<String> whole, Optional<String> query) {}

    /** A flow over all documents in memory, and over those that its own query gives. */
    private record BothWays(PreparedFlow whole, PreparedFlow narrowed, Optional<String> query, ReadMeter meter)
            implements AutoCloseable {

        static BothWays of(String script) {
            Issues issues = new Issues();
            ParsedFlow parsed = ParsedFlow.of("flow", script, issues);
            Projection projection = projection(parsed);
            DocumentColumns columns = new DocumentColumns(projection, TypeHints.NONE, false);
            Dataset<Row> rows = columns.of(documents, Columns.DOCUMENT, () -> documents, List.of());
            PreparedFlow whole =
                    PreparedFlow.of(parsed, Factory.empty(), Map.of(), Map.of("all", rows), FlowRows.START);
            SourceDemand demand = SourceDemands.of(whole.plan()).get("all");
            Optional<String> query = new NarrowedQuery(projection, SystemProperties.NAMES).of(demand);
            ReadMeter meter = new ReadMeter(SPARK.sparkContext());
            Dataset<Row> less = columns.narrowed(
                    query.map(text -> everything(container).narrowed(text).dataset(SPARK, meter))
                            .orElse(documents),
                    Columns.DOCUMENT,
                    rows.schema(),
                    Set.copyOf(demand.columns()),
                    List.of());
            assertThat(less.schema()).isEqualTo(rows.schema());
            return new BothWays(
                    whole, whole.over(Map.of("all", less), ExternalCalls.none(), RowKeeping.local()), query, meter);
        }

        /** Rows as texts, marked with the number of the flow and the way. */
        Dataset<Row> marked(int number) {
            return marked(whole, number, "whole").union(marked(narrowed, number, "narrowed"));
        }

        private static Dataset<Row> marked(PreparedFlow flow, int number, String way) {
            Dataset<Row> rows = flow.compiler().stream(StreamName.of("out"));
            return rows.select(
                    lit(number + " " + way).as("of"), to_json(struct(col("*"))).as("row"));
        }

        @Override
        public void close() {
            narrowed.close();
            whole.close();
            meter.ended();
        }
    }

    private static DocumentsToRead everything(ContainerAddress of) {
        return new DocumentsToRead(of, Optional.empty(), OptionalInt.empty());
    }

    /** All flows in one job: that of each alone would take most of its time to begin and to end. */
    private static List<Outcome> run(List<String> scripts) {
        List<BothWays> flows = scripts.stream().map(BothWays::of).toList();
        try {
            Map<String, List<String>> rows = IntStream.range(0, flows.size())
                    .mapToObj(n -> flows.get(n).marked(n))
                    .reduce(Dataset::union)
                    .orElseThrow()
                    .collectAsList()
                    .stream()
                    .collect(Collectors.groupingBy(
                            row -> row.getString(0), Collectors.mapping(row -> row.getString(1), Collectors.toList())));
            rows.values().forEach(Collections::sort);
            return IntStream.range(0, flows.size())
                    .mapToObj(n -> new Outcome(
                            rows.getOrDefault(n + " narrowed", List.of()),
                            rows.getOrDefault(n + " whole", List.of()),
                            flows.get(n).query()))
                    .toList();
        } finally {
            flows.forEach(BothWays::close);
        }
    }

    private static long answered(ContainerAddress of) {
        return SharedEmulator.instance()
                .statistics()
                .container(of.database(), of.container())
                .documentsRead();
    }

    private static Projection projection(ParsedFlow parsed) {
        Issues issues = new Issues();
        Node.Source source = DataFlowAnalysis.analyze(
                        parsed, Factory.empty(), Map.of(), Facts.checking(), FlowRows.START, issues)
                .sources()
                .get(0);
        issues.throwIfErrors();
        return new Projection(
                source.projection().stream()
                        .map(column -> new ProjectedColumn(column.name(), column.type(), column.formats()))
                        .toList(),
                source.allowSchemaDrift(),
                source.validateSchema(),
                source.inferDriftedColumnTypes());
    }

    private static final List<String> CONDITIONS = List.of(
            "s == 'a'",
            "s != 'a'",
            "s == '5'",
            "s == 'true'",
            "s == ''",
            "s == '\u00e9'",
            "s == '?'",
            "s == 'a\"b\\\\c\\''",
            "startsWith(s, 'a')",
            "startsWith(s, '{\"')",
            "startsWith(s, 't')",
            "startsWith(s, '')",
            "in(['a', 'ab'], s)",
            "in(['a', '1.1'], s)",
            "!in(['a', 'ab'], s)",
            "isNull(s)",
            "!isNull(s)",
            "isNull(b)",
            "isNull(i)",
            "isNull(o.x)",
            "!isNull(o.y)",
            "i == 5",
            "i != 5",
            "i >= 0",
            "i > 2.5",
            "in([5, 0], i)",
            "l > 9007199254740991L",
            "l == 9007199254740993L",
            "l >= 9007199254740992.0",
            "l >= 9007199254740990L",
            "l != 0.1",
            "!(i == -0.9)",
            "i <= 5.7",
            "i >= -0.9",
            "o.y != 5.7",
            "in([0.1, 5], l)",
            "!in([0.1, 5.7], i)",
            "between(l, -3, 9007199254740991L)",
            "d == 5",
            "d > 0.1",
            "d < 1000",
            "d <= -3.0",
            "d != 0.1",
            "!(d < 5)",
            "d == 0",
            "in([5.0, 0.1], d)",
            "b",
            "!b",
            "b != true()",
            "in([true, false], b)",
            "o.x == 'a'",
            "o.y == 5",
            "!isNull(o)",
            "!isNull(m)",
            "!isNull(t)",
            "!isNull(u)",
            "m == 5",
            "t == toDate('2024-02-29')",
            "s == 'a' || i == 5",
            "(s == 'a' || b) && !isNull(l)");

    static Stream<Arguments> conditions() {
        List<Outcome> outcomes = run(CONDITIONS.stream()
                .map(condition -> SOURCE + "all filter(" + condition + ") ~> f\nf sink() ~> out")
                .toList());
        return IntStream.range(0, CONDITIONS.size())
                .mapToObj(n -> Arguments.of(Named.of(CONDITIONS.get(n), outcomes.get(n))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void rowsAreTheSameForEveryKindOfCondition(Outcome outcome) {
        assertThat(outcome.narrowed())
                .as(outcome.query().orElse("nothing pushed"))
                .isNotEmpty()
                .isEqualTo(outcome.whole());
    }

    @Test
    void rowsAreTheSameForAnyColumnsAndConditions() {
        long seed = Seed.of("pushdown");
        Random random = new Random(seed);
        List<String> scripts = IntStream.range(0, PROPERTY_RUNS)
                .mapToObj(n -> SOURCE + "all filter(" + condition(random, 2) + ") ~> f\nf select(mapColumn("
                        + some(random) + ")) ~> p\np sink() ~> out")
                .toList();
        List<Outcome> outcomes = run(scripts);
        for (int n = 0; n < PROPERTY_RUNS; n++) {
            Outcome outcome = outcomes.get(n);
            assertThat(outcome.narrowed())
                    .as("seed " + seed + ", run " + n + ":\n" + scripts.get(n) + "\n" + outcome.query())
                    .isEqualTo(outcome.whole());
        }
        assertThat(outcomes.stream()
                        .flatMap(outcome -> outcome.query().stream())
                        .filter(query -> query.contains("WHERE")))
                .as("seed " + seed)
                .hasSizeGreaterThan(PROPERTY_RUNS / 4);
    }

    private static String some(Random random) {
        List<String> columns = new ArrayList<>(COLUMNS);
        Collections.shuffle(columns, random);
        return String.join(", ", columns.subList(0, 1 + random.nextInt(3)));
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String left = condition(random, depth - 1);
            return switch (random.nextInt(4)) {
                case 0 -> "!(" + left + ")";
                case 1 -> "(" + left + " || " + condition(random, depth - 1) + ")";
                default -> "(" + left + " && " + condition(random, depth - 1) + ")";
            };
        }
        String text = pick(random, "s", "o.x");
        String number = pick(random, "i", "l", "d", "o.y");
        String compared = pick(random, "==", "!=", "<", "<=", ">", ">=", "===", "!==");
        return switch (random.nextInt(7)) {
            case 0 -> text + pick(random, " == ", " != ", " === ") + text(random);
            case 1 -> "startsWith(" + text + ", " + text(random) + ")";
            case 2 -> "in([" + text(random) + ", " + text(random) + "], " + text + ")";
            case 3 -> "isNull(" + pick(random, "s", "i", "l", "d", "b", "o", "o.x", "o.y", "m", "t", "u") + ")";
            case 4 -> pick(random, "b", "!b", "b == true()", "b != false()");
            default -> number + " " + compared + " " + number(random);
        };
    }

    private static String text(Random random) {
        return pick(
                random, "'a'", "'ab'", "'5'", "''", "'true'", "'1.1'", "'{'", "'[1]'", "'\u00e9'", "'\ud83d\ude00'");
    }

    private static String number(Random random) {
        return pick(
                random, "0", "5", "-3", "5.0", "1.1", "0.1", "1000", "9007199254740991", "9007199254740993", "1e19");
    }

    private static String pick(Random random, String... from) {
        return from[random.nextInt(from.length)];
    }

    @Test
    void textsOfValuesStayAsTheyAreStored() {
        ContainerAddress one = filled(List.of("{\"id\":\"1\",\"n\":1.10,\"big\":12345678901234567890,\"none\":null}"));
        assertThat(read(everything(one).narrowed("SELECT c[\"n\"], c[\"big\"], c[\"none\"], c[\"missing\"] FROM c")))
                .containsExactly("{\"n\":1.10,\"big\":12345678901234567890,\"none\":null}");
    }

    private static List<String> read(DocumentsToRead from) {
        ReadMeter meter = new ReadMeter(SPARK.sparkContext());
        try {
            return from.dataset(SPARK, meter).as(Encoders.STRING()).collectAsList();
        } finally {
            meter.ended();
        }
    }

    @Test
    void aQueryOfTheSourceIsNotNarrowed() {
        DocumentsToRead queried =
                new DocumentsToRead(container, Optional.of("SELECT c.id FROM c"), OptionalInt.empty());
        assertThatThrownBy(() -> queried.narrowed("SELECT c.i FROM c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is a query already");
    }

    @Test
    void cosmosGivesOnlyTheDocumentsThatMayPass() {
        ContainerAddress many = filled(IntStream.range(0, 1_000)
                .mapToObj(n -> "{\"id\":\"" + n + "\",\"i\":" + n + ",\"s\":\"" + "x".repeat(2_000) + "\"}")
                .toList());
        String filtered = SOURCE + "all filter(i < 30) ~> f\nf select(mapColumn(i, s)) ~> p\np sink() ~> out";
        String few = SOURCE + "all select(mapColumn(i)) ~> p\np sink() ~> out";

        long before = answered(many);
        assertThat(read(everything(many).narrowed(query(filtered)))).hasSizeBetween(30, 100);
        assertThat(answered(many) - before).isBetween(30L, 100L);

        assertThat(read(everything(many).narrowed(query(few)))).hasSize(1_000).allSatisfy(text -> assertThat(text)
                .hasSizeLessThan(20));
    }

    /** What is asked for a flow. */
    private static String query(String script) {
        try (BothWays flow = BothWays.of(script)) {
            return flow.query().orElseThrow();
        }
    }

    private static ContainerAddress filled(List<String> documents) {
        ContainerAddress address = CosmosFixture.container("/id");
        SharedEmulator.instance()
                .seed(
                        address.database(),
                        address.container(),
                        "/id",
                        documents.stream()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .iterator());
        return address;
    }
}
