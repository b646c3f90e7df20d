package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.copy.CopyMapping;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.copy.MappedRows;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.JsonValue.JsonObject;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.SourceStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Copy activity: opens the two stores and lets {@code copy} map between them, in one pass.
 *
 * <p>Source: Microsoft Learn, copy-activity-overview.
 */
final class CopyActivity implements ActivityType {

    /** All that a copy needs to know before it opens anything. */
    private record Plan(SourceEnd source, SinkEnd sink, CopySettings settings) {

        CopyShape shape() {
            return new CopyShape(
                    source.hierarchical(),
                    sink.hierarchical(),
                    source.nestingSeparator(),
                    sink.nestingSeparator(),
                    source.detectDatetime(),
                    sink.idIsText());
        }
    }

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
                context);
    }

    private static Optional<Plan> plan(Activity activity, RunScope scope, Issues issues) {
        JsonObject resolved = scope.resolve(activity.typeProperties(), issues);
        Properties typeProperties = Properties.of(resolved, activity.shown(), issues);
        Optional<Properties> source = required(typeProperties, "source");
        Optional<Properties> sink = required(typeProperties, "sink");
        Optional<CopySettings> settings = source.map(each -> CopySettings.read(typeProperties, each));
        typeProperties.finish();
        Optional<SourceEnd> from = one(activity, activity.inputs(), "inputs", scope, issues)
                .flatMap(dataset -> source.flatMap(each -> CopyEnds.source(dataset, each, scope)));
        Optional<SinkEnd> to = one(activity, activity.outputs(), "outputs", scope, issues)
                .flatMap(dataset -> sink.flatMap(each -> CopyEnds.sink(dataset, each, scope)));
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Plan(from.get(), to.get(), settings.orElseThrow()))
                : Optional.empty();
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
        try (SourceStore source = Located.at(
                        plan.source().linkedService(),
                        () -> plan.source().opener().apply(context));
                SinkStore sink = Located.at(
                        plan.sink().linkedService(), () -> plan.sink().opener().apply(context))) {
            MappedRows mapped =
                    Located.at(plan.source().linkedService(), () -> new CopyMapping(plan.settings(), plan.shape())
                            .apply(source.read(context.spark())));
            Map<String, Object> written = write(plan, sink, mapped.rows());
            reportLost(mapped, context);
            Map<String, Object> read = new HashMap<>(source.metrics());
            // A copy that succeeds has written each row that it read; the source's own count also has the
            // rows that were looked at for the columns.
            read.put("rowsRead", written.get("rowsCopied"));
            boolean metrics = plan.source().metrics() && plan.sink().metrics();
            return output.finish(read, written, metrics);
        }
    }

    /** The write pulls the read along, so that either store may be what fails. */
    private static Map<String, Object> write(
            Plan plan, SinkStore sink, org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> rows) {
        try {
            return sink.write(rows);
        } catch (RuntimeException e) {
            JobException failure = Failures.of(e);
            boolean reading = failure.code() == ErrorCode.CosmosReadFailed;
            throw Located.failure(
                    reading ? plan.source().linkedService() : plan.sink().linkedService(), failure);
        }
    }

    private static void reportLost(MappedRows mapped, ActivityContext context) {
        List<String> lost = mapped.lostColumns().get();
        if (!lost.isEmpty()) {
            context.remark()
                    .accept("columns that the first document does not have are not copied: '"
                            + String.join("', '", lost)
                            + "'. Name the columns in a query to copy them.");
        }
    }
}
