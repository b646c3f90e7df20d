package io.cosmosdataflow.emulator.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.azure.cosmos.implementation.routing.PartitionKeyInternal;
import azure_cosmos_spark.com.azure.cosmos.implementation.routing.PartitionKeyInternalHelper;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Effective partition keys, compared with what the Java client computes. */
class KeyHashTest {

    private static KeyDefinition definition(String text) throws IOException {
        JsonNode json = new ObjectMapper().readTree(text);
        return KeyDefinition.parse(json);
    }

    private static String client(String key, List<String> paths, PartitionKeyDefinitionVersion version) {
        PartitionKeyDefinition definition = new PartitionKeyDefinition()
                .setPaths(paths)
                .setKind(paths.size() > 1 ? PartitionKind.MULTI_HASH : PartitionKind.HASH)
                .setVersion(version);
        return PartitionKeyInternalHelper.getEffectivePartitionKeyString(
                PartitionKeyInternal.fromJsonString(key), definition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\"]",
                "[\"\"]",
                "[\"Grüße 東京 😀\"]",
                "[\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789xyz\"]",
                "[1]",
                "[-1.5]",
                "[0]",
                "[12345678901234567]",
                "[1e300]",
                "[true]",
                "[false]",
                "[null]",
                "[{}]"
            })
    void keysOfEveryTypeHashAsInTheClient(String key) throws IOException {
        PartitionKeyValue value = PartitionKeyValue.parse(key);
        assertThat(definition("{\"paths\":[\"/a\"],\"version\":2}").effective(value))
                .isEqualTo(client(key, List.of("/a"), PartitionKeyDefinitionVersion.V2));
        assertThat(definition("{\"paths\":[\"/a\"]}").effective(value))
                .isEqualTo(client(key, List.of("/a"), PartitionKeyDefinitionVersion.V1));
    }

    @Test
    void hierarchicalKeysHashLevelByLevelAsInTheClient() throws IOException {
        KeyDefinition definition = definition("{\"paths\":[\"/a\",\"/b\"],\"kind\":\"MultiHash\",\"version\":2}");
        assertThat(definition.effective(PartitionKeyValue.parse("[\"x\",7]")))
                .isEqualTo(client("[\"x\",7]", List.of("/a", "/b"), PartitionKeyDefinitionVersion.V2))
                .startsWith(definition.effective(PartitionKeyValue.parse("[\"x\"]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"paths\":[\"/a\"],\"version\":2}", "{\"paths\":[\"/a\"]}"})
    void rangesCoverTheWholeSpaceWithoutOverlap(String json) throws IOException {
        KeyDefinition definition = definition(json);
        List<KeyRange> ranges = KeyRange.split(definition, 5);
        int[] counts = new int[5];
        for (int i = 0; i < 2000; i++) {
            String effective =
                    definition.effective(PartitionKeyValue.parse(String.format(Locale.ROOT, "[\"key-%d\"]", i)));
            for (int r = 0; r < 5; r++) {
                counts[r] += ranges.get(r).contains(effective) ? 1 : 0;
            }
        }
        assertThat(counts).satisfies(all -> {
            int sum = 0;
            for (int count : all) {
                assertThat(count).isGreaterThan(200);
                sum += count;
            }
            assertThat(sum).isEqualTo(2000);
        });
    }

    @Test
    void pathsHaveQuotedNames() {
        assertThat(PartitionKeyPath.parse("/a/\"b c\"/d").names()).containsExactly("a", "b c", "d");
        assertThat(PartitionKeyPath.parse("/\"a \\\"b\\\"/c\"").names()).containsExactly("a \"b\"/c");
    }

    @Test
    void pathWithoutNameIsRefused() {
        assertThatThrownBy(() -> PartitionKeyPath.parse("a/"))
                .isInstanceOf(ServiceError.class)
                .hasMessageContaining("path 'a/' could not be accepted");
    }
}
