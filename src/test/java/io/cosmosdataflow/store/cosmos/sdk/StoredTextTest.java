package io.cosmosdataflow.store.cosmos.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.implementation.Utils;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ArrayNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.DoubleNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoredTextTest {

    private static final String DOCUMENT = "{\"a\":1.10,\"o\":{\"x\":[1E5,{\"y\":2.0}]},\"n\":12345678901234567890}";

    @BeforeAll
    static void keep() {
        StoredText.keep();
    }

    static List<Arguments> looks() {
        return List.of(
                look("nothing", document -> {}),
                look("a member", document -> assertThat(document.get("a")).isInstanceOf(DoubleNode.class)),
                look("all of it", document -> document.findValues("y")),
                look("its iterators", document -> document.fields()
                        .forEachRemaining(each -> assertThat(each.getValue()).isNotNull())),
                look("equality", document -> assertThat(document).isEqualTo(document.deepCopy())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void anObjectThatWasOnlyLookedAtPrintsAsItWasWritten(String what, Consumer<ObjectNode> look) throws IOException {
        ObjectNode document = document();

        look.accept(document);

        assertThat(document).hasToString(DOCUMENT);
    }

    static List<Arguments> changes() {
        return List.of(
                change(document -> document.put("a", 2), "\"a\":2"),
                change(document -> document.remove("n"), "\"a\":1.10,\"o\":"),
                change(document -> ((ObjectNode) document.get("o")).put("z", true), "\"z\":true"),
                change(document -> ((ArrayNode) document.at("/o/x")).add(7), ",7]"),
                change(document -> ((ArrayNode) document.at("/o/x")).remove(0), "\"x\":[{\"y\":2.0}]"),
                change(document -> ((ObjectNode) document.at("/o/x/1")).put("y", 3), "{\"y\":3}"),
                change(document -> document.retain("o"), "{\"o\":{"),
                change(
                        document -> {
                            Iterator<Map.Entry<String, JsonNode>> fields = document.fields();
                            fields.next().setValue(document.nullNode());
                        },
                        "\"a\":null"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("changes")
    void aChangeAnywhereInAnObjectIsPrinted(Consumer<ObjectNode> change, String printed) throws IOException {
        ObjectNode document = document();

        change.accept(document);

        assertThat(document.toString()).contains(printed).isNotEqualTo(DOCUMENT);
    }

    private static Arguments look(String what, Consumer<ObjectNode> look) {
        return Arguments.of(what, look);
    }

    private static Arguments change(Consumer<ObjectNode> change, String printed) {
        return Arguments.of(change, printed);
    }

    private static ObjectNode document() throws IOException {
        byte[] answer = ("{\"Documents\":[" + DOCUMENT + "]}").getBytes(StandardCharsets.UTF_8);
        return (ObjectNode) Utils.getSimpleObjectMapper().readTree(answer).at("/Documents/0");
    }
}
