package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.implementation.Utils;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JavaType;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonDeserializer;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody else's use of the connector in the same JVM is not changed by ours. What is expected is what the connector
 * gives while our hook is out of the SDK's mapper.
 */
class ConnectorBesideTest {

    private static final List<String> DOCUMENTS = List.of(
            document("1", "1.50", "7", "{\"d\":0.10,\"l\":[1.5,2.0],\"s\":{\"x\":1E5}}", "[1.10,2.20]"),
            document("2", "-0.0", "-0", "{\"d\":1E5,\"l\":[-0,1E-7],\"s\":{\"x\":-0}}", "[-0,3]"),
            document("3", "12345.678901234567890123", "2147483647", "{\"d\":5,\"l\":[],\"s\":{\"x\":0.1}}", "[1E5]"),
            document("4", "0.30000000000000004", "-5", "{\"d\":2.50,\"l\":[7],\"s\":{\"x\":1.0}}", "[]"));

    /** What no column type of the connector holds, or a type that it guesses differently from document to document. */
    private static final List<String> STRANGE = List.of(
            "{\"id\":\"5\",\"price\":1E400,\"big\":12345678901234567890,\"long\":9007199254740993}",
            "{\"id\":\"6\",\"price\":-1E400,\"big\":-12345678901234567890,\"long\":-9007199254740993}",
            "{\"id\":\"7\",\"price\":12345678901234567890,\"big\":1.5,\"long\":4}",
            "{\"id\":\"8\",\"price\":\"1.50\",\"big\":null,\"long\":1.0}");

    private static ContainerAddress plain;
    private static ContainerAddress strange;

    private static String document(String id, String price, String n, String nested, String items) {
        return "{\"id\":\"" + id + "\",\"price\":" + price + ",\"n\":" + n + ",\"nested\":" + nested + ",\"items\":"
                + items + ",\"b\":true,\"t\":\"1.10\"}";
    }

    @BeforeAll
    static void fill() {
        plain = filled(DOCUMENTS);
        strange = filled(STRANGE);
    }

    private static ContainerAddress filled(List<String> documents) {
        ContainerAddress items = CosmosFixture.container("/id");
        CosmosFixture.insert(items, documents);
        return items;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id STRING, price DOUBLE, n LONG, nested STRUCT<d: DOUBLE, l: ARRAY<DOUBLE>, s: STRUCT<x: DOUBLE>>,"
                        + " items ARRAY<DOUBLE>, b BOOLEAN, t STRING",
                "id STRING, price DECIMAL(38, 18), n INT, nested STRUCT<d: DECIMAL(20, 5), l: ARRAY<DECIMAL(20, 9)>>,"
                        + " items ARRAY<DECIMAL(10, 2)>, t DOUBLE",
                "id STRING, price STRING, n STRING, nested STRUCT<d: STRING, l: ARRAY<STRING>>, items ARRAY<STRING>",
                "id STRING, price LONG, n DOUBLE, nested STRUCT<d: LONG, l: ARRAY<LONG>>, items ARRAY<LONG>",
                "id STRING, nested STRING, items STRING",
                ""
            })
    void aReadOfTheConnectorGivesTheSameAsWithoutUs(String schema) {
        assertSame(plain, schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id STRING, price DOUBLE, big DOUBLE, long LONG",
                "id STRING, price STRING, big STRING, long STRING",
                "id STRING, price INT, big LONG, long INT",
                "id STRING, price LONG, big INT, long DOUBLE",
                "id STRING, big DECIMAL(38, 5), long DECIMAL(38, 5)",
                ""
            })
    void soDoNumbersThatItsTypesCannotHold(String schema) {
        assertSame(strange, schema);
    }

    private static void assertSame(ContainerAddress items, String schema) {
        List<String> without = withoutUs(() -> typed(items, schema));
        CosmosFixture.read(items);

        List<String> after = typed(items, schema);

        assertThat(after).isEqualTo(without).hasSizeGreaterThan(4);
    }

    /** The schema, and the rows. */
    private static List<String> typed(ContainerAddress items, String schema) {
        var reader = SharedSpark.session()
                .read()
                .format("cosmos.oltp")
                .options(SharedEmulator.sparkOptions(items.database(), items.container()))
                .option("spark.cosmos.read.inferSchema.enabled", Boolean.toString(schema.isEmpty()));
        Dataset<Row> rows =
                (schema.isEmpty() ? reader : reader.schema(schema)).load().filter("length(id) > 0");
        String[] columns = Arrays.stream(rows.columns()).sorted().toArray(String[]::new);
        Dataset<Row> sorted = rows.selectExpr(columns).orderBy("id");
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(sorted.schema().toDDL()),
                        sorted.collectAsList().stream().map(Row::toString))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> withoutUs(java.util.function.Supplier<List<String>> read) {
        ObjectMapper mapper = Utils.getSimpleObjectMapper();
        Map<JavaType, JsonDeserializer<?>> remembered;
        try {
            Field field = ObjectMapper.class.getDeclaredField("_rootDeserializers");
            field.setAccessible(true);
            remembered = (Map<JavaType, JsonDeserializer<?>>) field.get(mapper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        JavaType type = mapper.constructType(JsonNode.class);
        Optional<JsonDeserializer<?>> ours = Optional.ofNullable(remembered.remove(type));
        try {
            return read.get();
        } finally {
            ours.ifPresent(hook -> remembered.put(type, hook));
        }
    }
}
