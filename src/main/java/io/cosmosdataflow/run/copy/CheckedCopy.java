package io.cosmosdataflow.run.copy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.copy.CopyMapping;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.copy.MappedRows;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.store.kind.Opening;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A copy whose stores are known, and nothing of whose data is: one pass from the source over the mapping to the sink. */
record CheckedCopy(
        String activity, BoundSource from, BoundSink to, CopySettings settings, CopyShape shape, Optional<SkipLog> log)
        implements CheckedActivity {

    @Override
    public Optional<Function<Opening, Replayable>> replayable(String name) {
        return name.equals(activity) ? to.sink().replayable() : Optional.empty();
    }

    @Override
    public ObjectNode run(ActivityContext given) {
        ActivityContext context = given.withSpark(ActivitySession.of(given.spark()));
        CopyOutput output =
                new CopyOutput(from.linkedService().type(), to.linkedService().type());
        try (CopySkips skips = CopySkips.open(settings.faults(), log, context);
                SourceStore source = from.open(skips.forSource(), settings.namedMembers(shape));
                RowKeeping keeping = context.keeping();
                SinkStore sink = to.open(skips.forSink())) {
            Dataset<Row> rows = Located.at(from.linkedService(), () -> source.read(context.spark()));
            Optional<StructType> table = Located.at(to.linkedService(), sink::targetColumns);
            CopyMapping mapping =
                    new CopyMapping(settings, shape, skips.forSink().skipped(), skips::of);
            MappedRows mapped = Located.at(from.linkedService(), () -> mapping.apply(rows, table));
            StoreMetrics written = skips.during(() -> write(sink, mapped.rows(), keeping));
            reportLost(mapped, context);
            StoreMetrics read = source.metrics();
            CopyCounts counts = skips.finish(read, written);
            boolean metrics = from.source().metrics() && to.sink().metrics();
            return output.finish(read, written, counts, metrics);
        }
    }

    /** The write pulls the read along, so that either store may be what fails. */
    private StoreMetrics write(SinkStore sink, Dataset<Row> rows, RowKeeping keeping) {
        try {
            return sink.write(keeping.repeatable(rows, sink.identity(List.of(rows.columns()))));
        } catch (Exception | Error e) {
            JobException failure = Failures.of(e);
            LinkedService source = from.linkedService();
            boolean reading = failure.code() == ErrorCode.CosmosReadFailed
                    || failure.linkedService().filter(source.name()::equals).isPresent();
            throw Located.failure(reading ? source : to.linkedService(), failure);
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
