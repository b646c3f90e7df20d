package io.cosmosdataflow.run.flow;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFlowSettingsTest {

    @TempDir
    Path directory;

    private final Issues issues = new Issues();

    @Test
    void aCheckpointKeyIsRead() {
        assertThat(key(", \"continuationSettings\": {\"customizedCheckpointKey\": \"0a1b\"}"))
                .contains("0a1b");
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void withoutAKeyTheNamesCount() {
        assertThat(key("")).isEmpty();
        assertThat(key(", \"continuationSettings\": {}")).isEmpty();
        assertThat(key(", \"continuationSettings\": {\"customizedCheckpointKey\": \"\"}"))
                .isEmpty();
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aKeyThatIsNoTextIsAnError() {
        assertThat(key(", \"continuationSettings\": {\"customizedCheckpointKey\": []}"))
                .isEmpty();
        assertThat(issues.all())
                .extracting(Issue::message)
                .singleElement()
                .asString()
                .contains("customizedCheckpointKey");
    }

    private Optional<String> key(String more) {
        FactoryFiles files = FactoryFiles.in(directory).pipeline("P", executeDataFlow("Flow", "F", "{}", more));
        Activity activity = FactoryLoader.load(files.directory(), issues)
                .pipelines()
                .find("P")
                .orElseThrow()
                .activities()
                .get(0);
        return DataFlowSettings.read(activity.typeProperties(), activity.shown(), issues)
                .orElseThrow()
                .checkpointKey();
    }
}
