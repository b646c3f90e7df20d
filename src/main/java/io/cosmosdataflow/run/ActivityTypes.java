package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The activity types that run here, and those that only Data Factory runs. */
final class ActivityTypes {

    private static final Map<String, ActivityType> KNOWN =
            Map.of("Copy", new CopyActivity(), "ExecuteDataFlow", new DataFlowActivity());

    /** Data Factory's other types, so that a typing slip is told from a type that is missing here. */
    private static final List<String> ELSEWHERE = List.of(
            "AppendVariable",
            "AzureFunctionActivity",
            "AzureMLExecutePipeline",
            "Custom",
            "DatabricksNotebook",
            "DatabricksSparkJar",
            "DatabricksSparkPython",
            "DataLakeAnalyticsU-SQL",
            "Delete",
            "ExecutePipeline",
            "ExecuteSSISPackage",
            "ExecuteWranglingDataflow",
            "Fail",
            "Filter",
            "ForEach",
            "GetMetadata",
            "HDInsightHive",
            "HDInsightSpark",
            "IfCondition",
            "Lookup",
            "Script",
            "SetVariable",
            "SparkJob",
            "SqlServerStoredProcedure",
            "Switch",
            "SynapseNotebook",
            "Until",
            "Validation",
            "Wait",
            "WebActivity",
            "WebHook");

    private ActivityTypes() {}

    static ActivityType of(String type) {
        return find(type)
                .orElseThrow(() -> JobException.of(
                        ErrorCode.UnsupportedActivity, "Activities of type '" + type + "' do not run here."));
    }

    static Optional<ActivityType> find(String type) {
        return Optional.ofNullable(KNOWN.get(type));
    }

    static void reportUnknown(Activity activity, Issues issues) {
        boolean elsewhere = ELSEWHERE.contains(activity.type());
        issues.error(
                elsewhere ? ErrorCode.UnsupportedActivity : ErrorCode.InvalidProperty,
                activity.span(),
                "Activity '" + activity.name() + "' is of type '" + activity.type() + "', which "
                        + (elsewhere ? "this version does not run." : "Data Factory does not know either."),
                elsewhere
                        ? "This version runs: " + String.join(", ", new TreeSet<>(KNOWN.keySet())) + "."
                        : NearestNames.hint(activity.type(), KNOWN.keySet()));
    }
}
