package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.AskedNames;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSinkSettings;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSourceSettings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/cosmos-data-flows.md names each setting of sources and sinks that the code knows, and no other. */
class CosmosDataFlowsPageTest {

    private static final Page PAGE = Page.of("cosmos-data-flows.md");

    /** Says that the source or sink is a container. */
    private static final String INLINE = "store";

    @Test
    void theSettingsOfSourcesAreThoseThatTheCodeKnows() {
        Projection nothing = new Projection(List.of(), false, false, false);

        assertThat(described("source setting"))
                .hasSizeGreaterThan(15)
                .isEqualTo(known(each -> CosmosFlowSourceSettings.read(each, nothing, 0)));
    }

    @Test
    void theSettingsOfSinksAreThoseThatTheCodeKnows() {
        assertThat(described("sink setting"))
                .hasSizeGreaterThan(25)
                .isEqualTo(known(each -> CosmosFlowSinkSettings.read(each, EnumSet.allOf(RowPolicy.class), true)));
    }

    @Test
    void everyPolicyIsDescribed() {
        assertThat(PAGE.rows().stream()
                        .filter(row -> row.table().equals("policy"))
                        .map(row -> row.cells().get(0)))
                .containsExactlyElementsOf(Arrays.stream(RowPolicy.values())
                        .map(policy -> policy.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void theErrorsThatAreNamedAreOnThePageOfErrors() {
        List<String> codes =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList();
        Set<String> named = PAGE.code().stream()
                .filter(word -> word.matches("(StateRequired|ChangeFeed|Cosmos|TooMany)[A-Za-z]*"))
                .filter(word -> !word.startsWith("CosmosDb"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(codes).containsAll(named);
        assertThat(named).contains("StateRequired", "ChangeFeedInvalid", "CosmosKeyInvalid", "TooManyRejects");
    }

    private static Set<String> described(String table) {
        return PAGE.rows().stream()
                .filter(row -> row.table().equals(table))
                .flatMap(row -> Page.code(row.cells().get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> known(Consumer<Properties> reader) {
        Set<String> names = new TreeSet<>(AskedNames.of(reader, Map.of()));
        names.remove(INLINE);
        return names;
    }
}
