package io.cosmosdataflow.run.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.ThroughputUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CopyOutputTest {

    private static final Pattern EXAMPLE = Pattern.compile("## The output\n.*?```json\n(.*?)```", Pattern.DOTALL);

    private static final StoreMetrics READ = StoreMetrics.ofFiles(List.of("1", "2", "3", "4"), 1734);
    private static final StoreMetrics WRITTEN = StoreMetrics.ofRows(12)
            .withBytes(1690)
            .withRequests(74.28, 1)
            .withUse(new ThroughputUse(400, 13, 1, Duration.ofSeconds(2)));
    private static final CopyCounts ROWS = new CopyCounts(12, OptionalLong.empty(), false, Optional.empty());

    private static JsonNode output(boolean cosmosMetrics) {
        return new CopyOutput("AzureBlobStorage", "CosmosDb").finish(READ, WRITTEN, ROWS, cosmosMetrics);
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

    /** 74.28 RU in 2 s, and one of 13 operations. */
    @Test
    void aWriteSaysWhatItMadeOfTheThroughput() {
        JsonNode cosmos = output(true).path("cosmos");
        assertThat(cosmos.path("throughputOffered").decimalValue()).isEqualByComparingTo("400");
        assertThat(cosmos.path("throughputUsed").decimalValue()).isEqualByComparingTo("37.1");
        assertThat(cosmos.path("refusedShare").decimalValue()).isEqualByComparingTo("0.0769");
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
