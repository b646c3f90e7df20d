package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ForEach of so many items that the record of the run is in several files. */
class LongLoopTest {

    private static final int ITEMS = 1_300;

    private static final String PIPELINE =
            """
            {"name": "P", "properties": {
              "variables": {"seen": {"type": "Array", "defaultValue": []}, "number": {"type": "Integer"}},
              "activities": [
                {"name": "Loop", "type": "ForEach", "typeProperties": {
                  "items": {"value": "@range(0, 1300)", "type": "Expression"}, "batchCount": 50,
                  "activities": [
                    {"name": "Take", "type": "AppendVariable", "typeProperties": {
                      "variableName": "seen", "value": {"value": "@item()", "type": "Expression"}}},
                    {"name": "If", "type": "IfCondition",
                     "dependsOn": [{"activity": "Take", "dependencyConditions": ["Succeeded"]}],
                     "typeProperties": {
                      "expression": {"value": "@equals(item(), 1299)", "type": "Expression"},
                      "ifTrueActivities": [{"name": "More", "type": "AppendVariable", "typeProperties": {
                        "variableName": "seen", "value": {"value": "@item()", "type": "Expression"}}}]}}]}},
                {"name": "Count", "type": "SetVariable",
                 "dependsOn": [{"activity": "Loop", "dependencyConditions": ["Succeeded"]}],
                 "typeProperties": {"variableName": "number",
                   "value": {"value": "@length(variables('seen'))", "type": "Expression"}}}]}}""";

    @TempDir
    Path directory;

    /** Each item has two activities, the last one three; the numbers are those of the pipeline. */
    @Test
    void itHasARecordOfEachActivityAndIsRunAgainFromBehindIt() {
        LocalRuns runs = LocalRuns.in(directory);
        FactoryFiles.in(runs.factory()).write("pipeline/P.json", PIPELINE);

        RunRecord record = runs.run("P").record();

        Set<String> expected = new TreeSet<>(Set.of("Loop", "Count", "Loop[1299]/If/More"));
        IntStream.range(0, ITEMS).forEach(n -> expected.addAll(List.of("Loop[" + n + "]/Take", "Loop[" + n + "]/If")));
        assertThat(record.activities())
                .extracting(ActivityRecord::name)
                .hasSize(2 * ITEMS + 3)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(counted(record)).isEqualTo(ITEMS + 1);
        RunRecord saved = runs.state().load(record.runId());
        assertThat(saved).isEqualTo(record);

        RunRecord again = runs.job("P")
                .rerun(
                        SharedSpark.session(),
                        new Rerun(saved, Optional.of("Count")),
                        Map.of(),
                        RunOptions.NONE.withState(runs.state()),
                        RunListener.NONE)
                .record();

        assertThat(again.status()).isEqualTo(RunStatus.Succeeded);
        assertThat(counted(again)).isEqualTo(ITEMS + 1);
        assertThat(again.activity("Loop[700]/Take")).isEqualTo(record.activity("Loop[700]/Take"));
    }

    private static int counted(RunRecord record) {
        return record.activity("Count").orElseThrow().output().path("value").asInt();
    }
}
