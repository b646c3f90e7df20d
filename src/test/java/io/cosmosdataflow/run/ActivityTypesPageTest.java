package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.published.PublishedTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of types in docs/pipelines.md; {@code -Dgolden.update=true} writes it anew. */
class ActivityTypesPageTest {

    private static final Path PAGE = Path.of("docs/pipelines.md");
    private static final String BEGIN = "## Types of activities\n";
    private static final String END = "\n## Activities that decide\n";

    private static final Map<String, List<String>> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put(
                "#activities-that-decide",
                List.of(
                        "AppendVariable",
                        "Fail",
                        "Filter",
                        "ForEach",
                        "IfCondition",
                        "SetVariable",
                        "Switch",
                        "Until",
                        "Wait"));
        PLACES.put("#pipelines-that-run-others", List.of("ExecutePipeline"));
        PLACES.put("copy.md", List.of("Copy"));
        PLACES.put("data-flows.md", List.of("ExecuteDataFlow"));
        PLACES.put("#lookup", List.of("Lookup"));
        PLACES.put("#web", List.of("WebActivity"));
        PLACES.put("#webhook", List.of("WebHook"));
        PLACES.put("#azure-function", List.of("AzureFunctionActivity"));
        PLACES.put("#getmetadata", List.of("GetMetadata"));
        PLACES.put("#validation", List.of("Validation"));
        PLACES.put("#delete", List.of("Delete"));
        PLACES.put("#stored-procedures", List.of("SqlPoolStoredProcedure", "SqlServerStoredProcedure"));
        PLACES.put("#scripts", List.of("Script"));
    }

    @Test
    void theTableHasEveryPublishedType() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(page.indexOf(BEGIN), page.indexOf(END));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.replace(written, table()));
        }

        assertThat(Files.readString(PAGE))
                .as("run this test with -Dgolden.update=true to write the table anew")
                .contains(table() + END);
    }

    @Test
    void everyTypeThatRunsIsDescribed() {
        assertThat(PLACES.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(ActivityTypes.names());
    }

    private static String table() {
        StringBuilder table = new StringBuilder(BEGIN)
                .append("\nAll that Data Factory and Synapse have, written by a test out of the tables of types.\n\n")
                .append("| type | here |\n|---|---|\n");
        Stream.concat(PublishedTypes.ACTIVITIES.names().stream(), ActivityTypes.names().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(type -> table.append("| `")
                        .append(type)
                        .append("` | ")
                        .append(here(type))
                        .append(" |\n"));
        return table.toString();
    }

    private static String here(String type) {
        return PLACES.entrySet().stream()
                .filter(place -> place.getValue().contains(type))
                .map(place -> "[runs](" + place.getKey() + ")")
                .findFirst()
                .orElse("if its [output is given](#activities-of-other-services)");
    }
}
