package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.InBothModes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@InBothModes
class PartitionKeyTest {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private static final List<String> EVERY_TYPE = List.of(
            "{\"id\":\"x\",\"k\":\"1\"}",
            "{\"id\":\"x\",\"k\":1}",
            "{\"id\":\"x\",\"k\":-2.5e-3}",
            "{\"id\":\"x\",\"k\":9007199254740993}",
            "{\"id\":\"x\",\"k\":true}",
            "{\"id\":\"x\",\"k\":false}",
            "{\"id\":\"x\",\"k\":null}",
            "{\"id\":\"x\",\"k\":\"\"}",
            "{\"id\":\"x\",\"k\":\"\u00e4\ud83d\ude00\"}",
            "{\"id\":\"x\"}");

    @Test
    void eachTypeOfValueIsAPartitionOfItsOwn() {
        ContainerAddress container = CosmosFixture.container("/k");

        CosmosFixture.insert(container, EVERY_TYPE);
        CosmosFixture.upsert(container, EVERY_TYPE);

        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(EVERY_TYPE);
    }

    @Test
    void nestedPathsLeadToTheKey() {
        ContainerAddress container = CosmosFixture.container("/address/zip code");
        List<String> documents = List.of(
                "{\"id\":\"x\",\"address\":{\"zip code\":1}}",
                "{\"id\":\"x\",\"address\":{\"zip code\":\"1\"}}",
                "{\"id\":\"x\",\"address\":{\"city\":\"Bonn\"}}");

        CosmosFixture.insert(container, documents);

        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(documents);
    }

    @Test
    void missingIdsAreMadeAndAreUnique() {
        ContainerAddress container = CosmosFixture.container("/id");

        CosmosFixture.insert(container, List.of("{\"n\":1.10}", "{\"n\":1.10}", "{\"id\":null,\"n\":1.10}", "{}"));

        List<String> stored = CosmosFixture.read(container);
        assertThat(stored.stream()
                        .map(ID::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .distinct())
                .hasSize(4);
        assertThat(stored.stream().map(text -> text.replaceAll(ID.pattern(), "#")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("{#,\"n\":1.10}", "{#,\"n\":1.10}", "{#,\"n\":1.10}", "{#}")
                                .toList());
    }
}
