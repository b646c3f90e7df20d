package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.CopyLog;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Copy activity: opens the two stores and lets {@code copy} map between them, in one pass.
 *
 * <p>Source: Microsoft Learn, copy-activity-overview.
 */
public final class CopyActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        JsonObject resolved = scope.resolve(activity.typeProperties(), issues);
        Properties typeProperties = Properties.of(resolved, activity.shown(), issues);
        Optional<Properties> source = required(typeProperties, "source");
        Optional<Properties> sink = required(typeProperties, "sink");
        CopyStores stores = new CopyStores(scope);
        Optional<ResolvedDataset> input = one(activity, activity.references().inputs(), "inputs", scope, issues);
        Optional<ResolvedDataset> output = one(activity, activity.references().outputs(), "outputs", scope, issues);
        if (Stream.concat(input.stream(), output.stream()).anyMatch(stores::copiesFiles)) {
            return FileCopyActivity.check(
                    new FileCopyActivity.Ends(input, source, output, sink), typeProperties, scope);
        }
        Optional<BoundSource> from = input.flatMap(dataset -> source.flatMap(each -> stores.source(dataset, each)));
        Optional<BoundSink> to = output.flatMap(dataset -> sink.flatMap(each -> stores.sink(dataset, each)));
        Optional<CopyShape> shape = from.flatMap(reading -> to.map(writing -> new CopyShape(
                reading.shape(),
                writing.shape(),
                reading.source().detectDatetime(),
                writing.sink().idIsText())));
        Optional<CopySettings> settings = source.map(each -> CopySettings.read(typeProperties, each, shape));
        typeProperties.finish();
        Optional<CopyLog> wanted = settings.flatMap(each -> each.faults().log());
        Optional<SkipLog> log = wanted.flatMap(each -> SkipLog.checked(each, scope, issues));
        boolean complete = shape.isPresent() && log.isPresent() == wanted.isPresent();
        return complete
                ? Optional.of(new CheckedCopy(
                        activity.name(), from.get(), to.get(), settings.orElseThrow(), shape.get(), log))
                : Optional.empty();
    }

    static Optional<Properties> required(Properties typeProperties, String name) {
        if (!typeProperties.present(name)) {
            typeProperties.missing(name);
        }
        return typeProperties.object(name);
    }

    /** A copy has exactly one input and one output. */
    private static Optional<ResolvedDataset> one(
            Activity activity, List<Reference> references, String property, RunScope scope, Issues issues) {
        if (references.size() != 1) {
            issues.error(
                    references.isEmpty() ? ErrorCode.MissingProperty : ErrorCode.InvalidProperty,
                    activity.span(),
                    "'" + property + "' of " + activity.shown() + " names " + references.size()
                            + " datasets; a Copy activity has exactly one.",
                    "");
            return Optional.empty();
        }
        return scope.dataset(references.get(0), issues);
    }
}
