package io.cosmosdataflow.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.copy.convert.DateTexts;
import io.cosmosdataflow.copy.convert.NumberTexts;
import io.cosmosdataflow.copy.convert.TimeSpanTexts;
import io.cosmosdataflow.copy.convert.ValueTexts;
import io.cosmosdataflow.copy.translator.CollectionReference;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.emulator.http.ReplicaPath;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.partition.PartitionKeyPath;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.sql.SqlQuery;
import io.cosmosdataflow.emulator.storage.DocumentBody;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Patch;
import io.cosmosdataflow.expression.Template;
import io.cosmosdataflow.expression.date.DotNetDateFormat;
import io.cosmosdataflow.expression.date.Timestamp;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import io.cosmosdataflow.store.sql.local.SeedColumn;
import io.cosmosdataflow.store.type.NativeTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/** Whatever takes a text of somebody else's, with texts to begin with. */
enum Parser {
    DEFINITION(text -> JsonReader.read("x.json", text)),
    NEWTONSOFT(text -> JsonReader.readLenient("json()", text)),
    SCRIPT(text -> ParsedFlow.of("f", text, new Issues())),
    FLOW(Parser::analyze),
    SCRIPT_EXPRESSION(text -> ScriptParser.expression(ScriptText.of(text, "f"), new Issues())),
    TEMPLATE(
            Parser::evaluate,
            "@concat('a', pipeline().parameters.P)",
            "a@{item().id}-@{formatDateTime(utcNow(), 'yyyy')}",
            "@activity('Look').output.firstRow['name']?.c[0]",
            "@if(equals(1,2), createArray(1, null), json('{\"a\":1}'))",
            "@{string(1.5e10)}x@@{y}",
            "@xml('<a b=\"c\"><d>&lt;</d><d/></a>')",
            "@xpath(xml('<a><b>1</b></a>'), 'sum(/a/b)')",
            "@convertTimeZone('2018-01-01T00:00:00Z', 'UTC', 'Pacific Standard Time', 'D')",
            "@dataUriToBinary('data:text/plain;charset=utf-8;base64,aGVsbG8=')",
            "@formatDateTime(addToTime('2018-01-01T00:00:00Z', 1, 'Day'), 'yyyy-MM-ddTHH:mm:ss')",
            "@range(1, mod(add(int('7'), mul(2, div(7, 2))), 5))",
            "@uriComponentToString('http%3A%2F%2Fcontoso.com')"),
    QUERY(
            Parser::query,
            "SELECT TOP 5 c.id, c['a b'] AS x FROM c JOIN t IN c.tags WHERE c.n > 1 AND c.s LIKE 'a%[b-d]_'"
                    + " ORDER BY c.n DESC OFFSET 1 LIMIT 2",
            "SELECT VALUE {\"a\": [1,2.5e3,\"x\\u0041\"], 'b': c.x ?? null} FROM c"
                    + " WHERE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t.name = 'x')",
            "SELECT DISTINCT VALUE c.category FROM c WHERE c.price BETWEEN 1 AND 10 AND c.id IN ('1','2')"
                    + " AND NOT IS_DEFINED(c.z)",
            "SELECT c.a, COUNT(1) AS n, SUM(c.b), AVG(c.c) FROM c GROUP BY c.a",
            "SELECT ARRAY_CONTAINS(c.x, {a:1}, true), DateTimeAdd('dd', 1, c.t), ROUND(c.n, 2) FROM c",
            "SELECT c.a = 1 ? 'y' : (c.b || 'z') FROM c WHERE (c.x + 1) * -2 % 3 = ~4 & 5 | 6 ^ 7 << 1 >> 2 >>> 3",
            "SELECT SUBSTRING(c.s, 1, 2), REPLICATE('a', 3), StringToObject('{\"a\":1}') FROM c"
                    + " WHERE REGEXMATCH(c.s, '^(a+)+$', 'i')"),
    DOCUMENT(Parser::document, "{\"id\":\"x\",\"pk\":{\"a\":1},\"ttl\":5,\"_ts\":1,\"n\":[1.10,-0,1E400]}"),
    BODY(text -> Json.write(Json.parse(bytes(text))), "{\"query\":\"SELECT 1\",\"parameters\":[{\"name\":\"@x\"}]}"),
    CONTAINER(
            text -> KeyDefinition.parse(Json.parse(bytes(text))).effective(PartitionKeyValue.parse("[\"a\"]")),
            "{\"paths\":[\"/a/b\"],\"kind\":\"Hash\",\"version\":2}",
            "{\"paths\":[\"/a\",\"/b\",\"/\\\"c d\\\"\"],\"kind\":\"MultiHash\",\"version\":2}"),
    PATCH(
            text -> Patch.parse(bytes(text), 0, bytes(text).length, SqlQuery::condition),
            "{\"operations\":[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1},{\"op\":\"incr\",\"path\":\"/n\",\"value\":-1},"
                    + "{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"},{\"op\":\"remove\",\"path\":\"/x/0\"}]}",
            "{\"condition\":\"from c where c.n = 1\",\"operations\":[{\"op\":\"set\",\"path\":\"/a/-\",\"value\":{\"x\":[null]}}]}"),
    KEY_PATH(PartitionKeyPath::parse, "/id", "/a/b", "/\"a/b\"/c", "/'x'/y", "/a~b"),
    KEY_VALUE(
            text -> KeyDefinition.parse(Json.parse(bytes("{\"paths\":[\"/a\"]}")))
                    .effective(PartitionKeyValue.parse(text)),
            "[\"a\"]",
            "[1.5]",
            "[null]",
            "[{}]",
            "[true,\"x\",3]",
            "[]"),
    REPLICA(ReplicaPath::parse, "/apps/0/services/AAAAAA==/partitions/1-0/replicas/0p/"),
    PATH(Parser::path, "$['a']['b'][0]", "$.a.b[*]", "$['x'][*]['y']", "['a\\'b']", "$"),
    DATE_FORMAT(
            Parser::format,
            "yyyy-MM-dd HH:mm:ss.fffffff zzz",
            "o",
            "dddd, dd MMMM yyyy",
            "hh:mm tt 'at' \\h",
            "yyyyMMdd'T'HHmmssK",
            "%d",
            "gg",
            "d.hh\\:mm\\:ss"),
    VALUE(
            Parser::values,
            "2024-02-29T12:34:56.789Z",
            "29 February 2024 12:34 PM",
            "2/29/2024",
            "-1.02:03:04.5",
            "1,234.5e-6",
            "-17",
            "true",
            "00000000-0000-0000-0000-000000000000",
            "AQID"),
    TYPE(
            text -> {
                NativeTypes.known(text);
                NativeTypes.all().forEach(types -> types.interim(text));
            },
            "decimal(10, 2)",
            "timestamp(3) with time zone",
            "varchar(max)|text",
            "int identity"),
    SEED_COLUMN(
            text -> SeedColumn.of(text, "x.csv"),
            "id:int:key",
            "price:decimal(10, 2)",
            "a::key",
            "t:timestamp(3) with time zone");

    private static final Instant NOW = Instant.parse("2024-02-29T12:34:56Z");
    private static final Factory FACTORY =
            FactoryLoader.load(Path.of("src/test/resources/expression/factory"), new Issues());
    private static final Scope SCOPE = Scope.running(
                    FACTORY,
                    FACTORY.pipelines().find("p").orElseThrow(),
                    Map.of("P", TextNode.valueOf("a")),
                    RunVariables.manual("run-1", NOW))
            .withItem(JsonReader.read("item", "{\"id\":7}").toNode());
    private static final KeyDefinition KEY =
            KeyDefinition.parse(Json.parse(bytes("{\"paths\":[\"/pk/a\"],\"version\":2}")));
    private static final List<JsonNode> DOCUMENTS = List.of(
            Json.parse(bytes(
                    "{\"id\":\"1\",\"s\":\"aabc\",\"n\":1.5,\"x\":[{\"a\":1,\"b\":2}],\"tags\":[{\"name\":\"x\"}]}")),
            Json.parse(bytes("{\"id\":\"2\",\"a\":1,\"b\":-0,\"c\":1E400,\"t\":\"2024-02-29T00:00:00.0000000Z\"}")));

    /** Reads a text, or refuses it. */
    interface Reading {
        void of(String text) throws Exception;
    }

    private final Reading reading;
    private final List<String> seeds;

    Parser(Reading reading, String... seeds) {
        this.reading = reading;
        this.seeds = List.of(seeds);
    }

    void read(String text) throws Exception {
        reading.of(text);
    }

    List<String> seeds() {
        return seeds;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is read is written so that it reads as the same. */
    private static void path(String text) {
        Optional<JsonPath> path = JsonPath.parse(text);
        if (!path.equals(path.flatMap(read -> JsonPath.parse(read.toString())))) {
            throw new IllegalStateException("reads as another path: " + path);
        }
        CollectionReference.parse(text);
    }

    private static void document(String text) {
        DocumentBody.parse(bytes(text), 0, bytes(text).length, KEY);
    }

    private static void analyze(String text) {
        Issues issues = new Issues();
        DataFlowAnalysis.analyze(
                ParsedFlow.of("f", text, issues), Factory.empty(), Map.of(), Facts.checking(), NOW, issues);
    }

    private static void evaluate(String text) {
        Issues issues = new Issues();
        Template template = Template.parse(text, new Span("f", 1, 1), issues);
        template.check(SCOPE, issues);
        template.evaluate(SCOPE);
    }

    private static void query(String text) {
        SqlQuery query = SqlQuery.parse(text, null);
        query.run(DOCUMENTS.iterator()).forEachRemaining(Json::write);
        query.plan();
    }

    /** Formats that .NET does not have are refused with an IllegalArgumentException, which says so. */
    private static void format(String text) {
        DateTexts dates;
        try {
            dates = new DateTexts(text, "de-DE");
            DotNetDateFormat format = DotNetDateFormat.of(text, Locale.ROOT);
            format.parse(format.format(LocalDateTime.ofInstant(NOW, ZoneOffset.UTC), ZoneOffset.UTC, "Z"));
            new TimeSpanTexts(text, "").text(UTF8String.fromString("1.02:03:04.5"));
        } catch (IllegalArgumentException e) {
            return;
        }
        dates.micros(dates.textOfMicros(0));
        dates.day(UTF8String.fromString(text));
    }

    private static void values(String text) {
        UTF8String value = UTF8String.fromString(text);
        Timestamp.parse(text);
        TimeSpan.of(text);
        TimeSpan.ofClock(text);
        DateTexts dates = new DateTexts("", "");
        dates.micros(value);
        dates.day(value);
        dates.offset(value);
        TimeSpanTexts spans = new TimeSpanTexts("", "");
        spans.constant(value);
        NumberTexts numbers = new NumberTexts("de-DE", 38, 10, true);
        numbers.whole(value);
        numbers.unsigned(value);
        numbers.decimal(value);
        numbers.doubleOf(value);
        numbers.single(value);
        ValueTexts values = new ValueTexts(true);
        values.guid(value);
        values.bool(value);
    }
}
