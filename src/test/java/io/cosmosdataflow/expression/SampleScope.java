package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.expression.scope.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A small factory, and a scope in which everything has a value. */
final class SampleScope {

    static final Instant NOW = Instant.parse("2018-03-01T00:00:00Z");
    static final Factory FACTORY = FactoryLoader.load(Path.of("src/test/resources/expression/factory"), new Issues());
    static final Pipeline PIPELINE = FACTORY.pipelines().find("p").orElseThrow();

    static final Scope SCOPE = Scope.running(
                    FACTORY,
                    PIPELINE,
                    Map.of("P", TextNode.valueOf("a"), "n", IntNode.valueOf(3)),
                    RunVariables.manual("run-1", NOW))
            .withVariables(Map.of("V", IntNode.valueOf(5), "which", TextNode.valueOf("P")))
            .withActivity(
                    "Look",
                    json("{\"Status\":\"Succeeded\",\"output\":{\"firstRow\":{\"name\":\"x\"},"
                            + "\"value\":[{\"n\":1},{\"n\":2}]}}"))
            .withItem(json("{\"id\":7}"))
            .withDataset(Map.of("folder", TextNode.valueOf("in")))
            .withLinkedService(Map.of("db", TextNode.valueOf("shop")))
            .withTrigger(json("{\"name\":\"t\"}"), json("{\"fileName\":\"f\"}"))
            .withClock(Clock.fixed(NOW, ZoneOffset.UTC));

    private SampleScope() {}

    static JsonNode json(String text) {
        return JsonReader.read("sample", text).toNode();
    }
}
