package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CopyOutputTest {

    private static final Pattern EXAMPLE = Pattern.compile("## The output\n.*?```json\n(.*?)```", Pattern.DOTALL);

    private static final Map<String, Object> READ = Map.of("filesRead", 4L, "dataRead", 1734L, "rowsRead", 12L);
    private static final Map<String, Object> WRITTEN = Map.of(
            "rowsCopied", 12L, "dataWritten", 1690L, "cosmos.requestCharge", 74.28, "cosmos.throttledRequests", 0L);

    private static JsonNode output(boolean cosmosMetrics) {
        return new CopyOutput("AzureBlobStorage", "CosmosDb").finish(READ, WRITTEN, cosmosMetrics);
    }

    @Test
    void theExampleOfTheDocumentationHasTheMembersOfAnOutput() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/copy.md")));
        assertThat(example.find()).isTrue();

        assertThat(paths("", new ObjectMapper().readTree(example.group(1)))).isEqualTo(paths("", output(true)));
    }

    @Test
    void requestUnitsStayOutIfTheSettingsSaySo() {
        assertThat(output(true).path("cosmos").path("requestCharge").decimalValue())
                .isEqualByComparingTo("74.28");
        assertThat(output(false).has("cosmos")).isFalse();
    }

    private static Set<String> paths(String path, JsonNode node) {
        Set<String> paths = new TreeSet<>();
        if (node.isObject()) {
            node.fields().forEachRemaining(member -> {
                paths.add(path + "/" + member.getKey());
                paths.addAll(paths(path + "/" + member.getKey(), member.getValue()));
            });
        }
        node.elements().forEachRemaining(item -> {
            if (node.isArray()) {
                paths.addAll(paths(path + "/0", item));
            }
        });
        return paths;
    }
}
