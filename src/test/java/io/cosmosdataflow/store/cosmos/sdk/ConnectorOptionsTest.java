package io.cosmosdataflow.store.cosmos.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorOptionsTest {

    private static final String MONITORING = "spark.cosmos.changeFeed.performance.monitoring.enabled";

    @Test
    void theConnectorIsAskedForTheOptionsThatItKnows() {
        assertThat(ConnectorOptions.knows("spark.cosmos.read.maxItemCount")).isTrue();
        assertThat(ConnectorOptions.knows("spark.cosmos.read.maxItemCounts")).isFalse();
    }

    /** Newer connectors know the option, and add a listener for each stream without it; 4.11.1 refuses it. */
    @Test
    void streamsAreNotMonitoredWhereTheConnectorCanTell() {
        Map<String, String> newer = new HashMap<>();
        Map<String, String> older = new HashMap<>();

        ConnectorOptions.listenToNothing(newer, MONITORING::equals);
        ConnectorOptions.listenToNothing(older, option -> false);

        assertThat(newer).containsExactly(Map.entry(MONITORING, "false"));
        assertThat(older).isEmpty();
    }
}
