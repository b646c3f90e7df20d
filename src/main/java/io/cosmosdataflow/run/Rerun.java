package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.ParameterType;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An earlier run that is run again: with its parameters, and with the changes since before it.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, Azure Cosmos DB change feed: "the changed data is always
 * captured from the previous checkpoint of your selected pipeline run".
 *
 * @param of the record of the earlier run
 * @param fromActivity run this activity and those that wait for it; the others count as the record says
 */
public record Rerun(RunRecord of, Optional<String> fromActivity) {

    private static final String MASKED = "***";

    /** Statuses that a finished activity can keep; the others have nothing to go on from. */
    private static final Set<RunStatus> DONE = Set.of(RunStatus.Succeeded, RunStatus.Skipped, RunStatus.Inactive);

    public Rerun {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(fromActivity, "fromActivity");
    }

    /**
     * The parameters of the earlier run as texts.
     *
     * @param given win over those of the record, which has no value of a secure parameter
     * @throws JobException {@link ErrorCode#MissingOption} if a secure parameter is not given
     */
    public Map<String, String> parameters(Pipeline pipeline, Map<String, String> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        of.parameters().fields().forEachRemaining(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            boolean isGiven = given.keySet().stream().anyMatch(name::equalsIgnoreCase);
            if (isGiven || value.isNull()) {
                return;
            }
            if (isSecure(pipeline, name) || value.asText().equals(MASKED)) {
                missing.add(name);
            } else {
                parameters.put(name, value.isTextual() ? value.textValue() : value.toString());
            }
        });
        if (!missing.isEmpty()) {
            throw JobException.of(
                    ErrorCode.MissingOption,
                    "Run " + of.runId() + " had secure parameters, and records have no secrets. Give them again: "
                            + String.join(
                                    " ",
                                    missing.stream()
                                            .map(name -> "--parameter " + name + "=VALUE")
                                            .toList())
                            + ".");
        }
        parameters.putAll(given);
        return parameters;
    }

    private static boolean isSecure(Pipeline pipeline, String name) {
        return Optional.ofNullable(pipeline.parameters().get(name))
                .map(ParameterDefinition::type)
                .filter(ParameterType.SECURE_STRING::equals)
                .isPresent();
    }

    /**
     * Where the earlier run started to read under the same key; empty if it did not come so far.
     *
     * @param activity its path, which may be that of another item now: a key of its own goes with the item
     */
    Optional<FeedPosition> start(String activity, Optional<String> customKey, String source) {
        Stream<ActivityRecord> keyed =
                of.activities().stream().filter(record -> record.checkpointKey().equals(customKey));
        return (customKey.isPresent()
                        ? keyed
                        : keyed.filter(record -> record.name().equalsIgnoreCase(activity)))
                .sorted(Comparator.comparing(record -> !record.name().equalsIgnoreCase(activity)))
                .flatMap(record -> record.feeds().stream())
                .filter(range -> range.source().equals(source))
                .findFirst()
                .map(FeedRange::from);
    }

    /**
     * Activities that are not run again, as the record has them; they take nothing of change feeds this time.
     *
     * @throws JobException {@link ErrorCode#InvalidOptionValue} if the pipeline has no such activity, or one that
     *     is not run again has not ended well
     */
    List<ActivityRecord> done(Pipeline pipeline) {
        if (fromActivity.isEmpty()) {
            return List.of();
        }
        Activity first = pipeline.find(fromActivity.get()).orElseThrow(() -> unknown(pipeline, fromActivity.get()));
        Set<String> again = downstream(pipeline, first);
        List<ActivityRecord> done = new ArrayList<>();
        pipeline.activities().stream()
                .filter(activity -> !again.contains(key(activity.name())))
                .forEach(activity -> done.add(done(activity)));
        // In the order in which they ended, which is that of what they did to variables.
        return of.activities().stream()
                .filter(record -> done.stream().anyMatch(around -> isOrIsInside(record, around)))
                .map(record -> record.withFeeds(List.of(), Optional.empty()))
                .toList();
    }

    private static boolean isOrIsInside(ActivityRecord record, ActivityRecord around) {
        if (record.name().equals(around.name())) {
            return true;
        }
        int inside = record.name().indexOf(ActivityListRun.INSIDE);
        return inside >= 0
                && record.name()
                        .substring(0, inside)
                        .replaceFirst("\\[\\d+\\]$", "")
                        .equals(around.name());
    }

    private ActivityRecord done(Activity activity) {
        ActivityRecord record = of.activity(activity.name())
                .filter(each -> DONE.contains(each.status()))
                .orElseThrow(() -> JobException.of(
                        ErrorCode.InvalidOptionValue,
                        "Run " + of.runId() + " cannot be run again from activity '" + fromActivity.orElseThrow()
                                + "': activity '" + activity.name() + "', which would not be run again, has not"
                                + " succeeded in it. Take '" + activity.name()
                                + "' for --from-activity, or run the whole pipeline again."));
        return record.withFeeds(List.of(), Optional.empty());
    }

    private static Set<String> downstream(Pipeline pipeline, Activity first) {
        Set<String> found = new HashSet<>(Set.of(key(first.name())));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Activity activity : pipeline.activities()) {
                boolean waits = activity.execution().dependsOn().stream()
                        .anyMatch(each -> found.contains(key(each.activity())));
                grows |= waits && found.add(key(activity.name()));
            }
        }
        return found;
    }

    private static JobException unknown(Pipeline pipeline, String activity) {
        List<String> names = pipeline.activities().stream().map(Activity::name).toList();
        return JobException.of(
                ErrorCode.InvalidOptionValue,
                ("--from-activity is '" + activity + "'; " + pipeline.shown() + " has no such activity. "
                                + NearestNames.hint(activity, names))
                        .strip());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
