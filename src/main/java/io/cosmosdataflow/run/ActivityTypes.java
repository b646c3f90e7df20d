package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.PipelineVariables;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.control.ExecutePipelineActivity;
import io.cosmosdataflow.run.control.FailActivity;
import io.cosmosdataflow.run.control.FilterActivity;
import io.cosmosdataflow.run.control.ForEachActivity;
import io.cosmosdataflow.run.control.IfConditionActivity;
import io.cosmosdataflow.run.control.SwitchActivity;
import io.cosmosdataflow.run.control.UntilActivity;
import io.cosmosdataflow.run.control.VariableActivity;
import io.cosmosdataflow.run.control.WaitActivity;
import io.cosmosdataflow.run.copy.CopyActivity;
import io.cosmosdataflow.run.copy.LookupActivity;
import io.cosmosdataflow.run.dataset.DeleteActivity;
import io.cosmosdataflow.run.dataset.GetMetadataActivity;
import io.cosmosdataflow.run.dataset.ValidationActivity;
import io.cosmosdataflow.run.flow.DataFlowActivity;
import io.cosmosdataflow.run.statement.ScriptActivity;
import io.cosmosdataflow.run.statement.StoredProcedureActivity;
import io.cosmosdataflow.run.web.FunctionActivity;
import io.cosmosdataflow.run.web.WebActivity;
import io.cosmosdataflow.run.web.WebHookActivity;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The activity types that run here, and those that only Data Factory runs. */
final class ActivityTypes {

    private static final Map<String, ActivityType> KNOWN = Map.ofEntries(
            Map.entry("AppendVariable", VariableActivity.append()),
            Map.entry("AzureFunctionActivity", new FunctionActivity()),
            Map.entry("Copy", new CopyActivity()),
            Map.entry(DataFlowActivity.TYPE, new DataFlowActivity()),
            Map.entry("Delete", new DeleteActivity()),
            Map.entry("ExecutePipeline", new ExecutePipelineActivity(CheckedPipeline::of)),
            Map.entry("Fail", new FailActivity()),
            Map.entry("Filter", new FilterActivity()),
            Map.entry("ForEach", new ForEachActivity()),
            Map.entry("GetMetadata", new GetMetadataActivity()),
            Map.entry("IfCondition", new IfConditionActivity()),
            Map.entry("Lookup", new LookupActivity()),
            Map.entry("Script", new ScriptActivity()),
            Map.entry("SetVariable", VariableActivity.set()),
            Map.entry("SqlPoolStoredProcedure", StoredProcedureActivity.onAPool()),
            Map.entry("SqlServerStoredProcedure", new StoredProcedureActivity()),
            Map.entry("Switch", new SwitchActivity()),
            Map.entry("Until", new UntilActivity()),
            Map.entry("Validation", new ValidationActivity()),
            Map.entry("Wait", new WaitActivity()),
            Map.entry("WebActivity", new WebActivity()),
            Map.entry("WebHook", new WebHookActivity()));

    private ActivityTypes() {}

    /** Names of the types that run here, in the order of the alphabet. */
    static SortedSet<String> names() {
        return new TreeSet<>(KNOWN.keySet());
    }

    static ActivityType of(Activity activity, RunScope scope) {
        return find(activity, scope)
                .orElseThrow(() -> JobException.of(
                        ErrorCode.UnsupportedActivity,
                        "Activities of type '" + activity.type() + "' do not run here."));
    }

    /** @param scope may have an output for it: then it is not run, whatever its type */
    static Optional<ActivityType> find(Activity activity, RunScope scope) {
        return scope.given(activity)
                .<ActivityType>map(GivenActivity::new)
                .or(() -> Optional.ofNullable(KNOWN.get(activity.type())));
    }

    /** Gives variables the values that an activity of an earlier run has given them. */
    static void restore(ActivityRecord record, PipelineVariables variables) {
        if (record.status() == RunStatus.Succeeded) {
            Optional.ofNullable(KNOWN.get(record.type())).ifPresent(type -> type.restore(record, variables));
        }
    }

    static void reportUnknown(Activity activity, Issues issues) {
        boolean elsewhere = PublishedTypes.ACTIVITIES.has(activity.type());
        String here = "Give its output with --activity-output " + activity.name()
                + "=FILE, or take one that runs here: " + String.join(", ", names()) + ".";
        issues.unsupported(
                elsewhere ? ErrorCode.UnsupportedActivity : ErrorCode.InvalidProperty,
                activity.span(),
                "Activity type " + activity.type(),
                "Activity '" + activity.name() + "' is of type '" + activity.type() + "', which "
                        + (elsewhere ? "this version does not run." : "does not exist."),
                elsewhere ? here : NearestNames.hint(activity.type(), PublishedTypes.ACTIVITIES.names(), here));
    }
}
