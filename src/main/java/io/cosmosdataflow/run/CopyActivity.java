package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.copy.CopyLog;
import io.cosmosdataflow.copy.CopyMapping;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.copy.MappedRows;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.JsonValue.JsonObject;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kept.RowKeeping;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The Copy activity: opens the two stores and lets {@code copy} map between them, in one pass.
 *
 * <p>Source: Microsoft Learn, copy-activity-overview.
 */
final class CopyActivity implements ActivityType {

    /** All that a copy needs to know before it opens anything. */
    private record Plan(
            SourceEnd source, SinkEnd sink, CopySettings settings, CopyShape shape, Optional<SkipLog> log) {}

    @Override
    public void check(Activity activity, RunScope scope, Issues issues) {
        plan(activity, scope, issues);
    }

    @Override
    public ObjectNode run(Activity activity, RunScope scope, ActivityContext context) {
        Issues issues = new Issues();
        Optional<Plan> plan = plan(activity, scope, issues);
        issues.throwIfErrors();
        return copy(
                plan.orElseThrow(() -> JobException.of(
                        ErrorCode.ExpressionFailed,
                        "A setting of " + activity.shown() + " could not be resolved although the run has begun.")),
                context.withSpark(ActivitySession.of(context.spark())));
    }

    private static Optional<Plan> plan(Activity activity, RunScope scope, Issues issues) {
        JsonObject resolved = scope.resolve(activity.typeProperties(), issues);
        Properties typeProperties = Properties.of(resolved, activity.shown(), issues);
        Optional<Properties> source = required(typeProperties, "source");
        Optional<Properties> sink = required(typeProperties, "sink");
        CopyEnds ends = new CopyEnds(scope);
        Optional<SourceEnd> from = one(activity, activity.inputs(), "inputs", scope, issues)
                .flatMap(dataset -> source.flatMap(each -> ends.source(dataset, each)));
        Optional<SinkEnd> to = one(activity, activity.outputs(), "outputs", scope, issues)
                .flatMap(dataset -> sink.flatMap(each -> ends.sink(dataset, each)));
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
                ? Optional.of(new Plan(from.get(), to.get(), settings.orElseThrow(), shape.get(), log))
                : Optional.empty();
    }

    /** Empty if something is wrong, which is reported. */
    static Optional<SinkEnd> sink(Activity activity, RunScope scope, Issues issues) {
        return plan(activity, scope, issues).map(Plan::sink);
    }

    private static Optional<Properties> required(Properties typeProperties, String name) {
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

    private static ObjectNode copy(Plan plan, ActivityContext context) {
        CopyOutput output = new CopyOutput(
                plan.source().linkedService().type(),
                plan.sink().linkedService().type());
        try (CopySkips skips = CopySkips.open(plan.settings().faults(), plan.log(), context);
                SourceStore source =
                        plan.source().open(skips.forSource(), plan.settings().namedMembers(plan.shape()));
                RowKeeping keeping = context.keeping();
                SinkStore sink = plan.sink().open(skips.forSink())) {
            Dataset<Row> rows = Located.at(plan.source().linkedService(), () -> source.read(context.spark()));
            Optional<StructType> table = Located.at(plan.sink().linkedService(), sink::targetColumns);
            CopyMapping mapping = new CopyMapping(
                    plan.settings(), plan.shape(), skips.forSink().skipped(), skips::of);
            MappedRows mapped = Located.at(plan.source().linkedService(), () -> mapping.apply(rows, table));
            StoreMetrics written = skips.during(() -> write(plan, sink, mapped.rows(), keeping));
            reportLost(mapped, context);
            StoreMetrics read = source.metrics();
            CopyCounts counts = skips.finish(read, written);
            boolean metrics =
                    plan.source().source().metrics() && plan.sink().sink().metrics();
            return output.finish(read, written, counts, metrics);
        }
    }

    /** The write pulls the read along, so that either store may be what fails. */
    private static StoreMetrics write(Plan plan, SinkStore sink, Dataset<Row> rows, RowKeeping keeping) {
        try {
            return sink.write(keeping.repeatable(rows, sink.identity(List.of(rows.columns()))));
        } catch (Exception e) {
            JobException failure = Failures.of(e);
            LinkedService source = plan.source().linkedService();
            boolean reading = failure.code() == ErrorCode.CosmosReadFailed
                    || failure.linkedService().filter(source.name()::equals).isPresent();
            throw Located.failure(reading ? source : plan.sink().linkedService(), failure);
        }
    }

    private static void reportLost(MappedRows mapped, ActivityContext context) {
        List<String> lost = mapped.lostColumns().get();
        if (!lost.isEmpty()) {
            context.remark()
                    .accept("columns that the first document does not have are not copied: '"
                            + String.join("', '", lost)
                            + "'. Map them in the 'translator' to copy them.");
        }
    }
}
