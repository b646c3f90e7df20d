package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.FeedProgress;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The sources of one attempt of a data flow. */
final class OpenSources implements AutoCloseable {

    private record OpenSource(FlowSource definition, FlowSourceStore store) {

        String name() {
            return definition.node().name();
        }

        LinkedService service() {
            return definition.linkedService();
        }
    }

    private final List<OpenSource> sources = new ArrayList<>();

    private OpenSources() {}

    static OpenSources open(List<FlowSource> definitions, ActivityContext context) {
        OpenSources open = new OpenSources();
        for (FlowSource source : definitions) {
            open.sources.add(new OpenSource(source, Located.at(source.linkedService(), () -> source.opener()
                    .apply(context.opening()))));
        }
        return open;
    }

    List<FlowSourceStore> stores() {
        return sources.stream().map(OpenSource::store).toList();
    }

    /**
     * Fixes which changes are taken, and keeps that before anything is written.
     *
     * @param progress asked for only if a source follows changes
     * @return empty if none does
     */
    Optional<FeedProgress> follow(Supplier<FeedProgress> progress) {
        List<OpenSource> following =
                sources.stream().filter(each -> each.store().followsChanges()).toList();
        if (following.isEmpty()) {
            return Optional.empty();
        }
        FeedProgress feeds = progress.get();
        List<FeedRange> ranges = new ArrayList<>();
        for (OpenSource source : following) {
            ranges.add(Located.at(
                    source.service(), () -> source.store().follow(source.name(), feeds.start(source.name()))));
        }
        feeds.begin(ranges);
        return Optional.of(feeds);
    }

    /** @param keepKeys whether a sink asks what rows were read from */
    Map<String, Dataset<Row>> read(SparkSession spark, boolean keepKeys) {
        Map<String, Dataset<Row>> rows = new HashMap<>();
        for (OpenSource source : sources) {
            if (keepKeys) {
                source.store().keepKeys();
            }
            rows.put(source.name(), Located.at(source.service(), () -> source.store()
                    .read(spark, FlowSource.projection(source.definition().node()))));
        }
        return rows;
    }

    /** Replaces those of the rows that a store can read with less. */
    void narrow(Map<String, Dataset<Row>> rows, Map<String, SourceDemand> demands) {
        for (OpenSource source : sources) {
            rows.computeIfPresent(
                    source.name(),
                    (name, all) ->
                            Located.at(source.service(), () -> source.store().narrow(all, demands.get(name))));
        }
    }

    /** What a source met while a sink pulled its rows along, at the linked service of the source. */
    JobException located(JobException failure) {
        return sources.stream()
                .map(OpenSource::service)
                .filter(service ->
                        failure.linkedService().filter(service.name()::equals).isPresent())
                .findFirst()
                .map(service -> Located.failure(service, failure))
                .orElse(failure);
    }

    void report(DataFlowOutput output) {
        sources.forEach(source -> output.read(source.name(), source.store().metrics()));
    }

    void finishAfterSuccess(SparkSession spark) {
        sources.forEach(source -> Located.at(source.service(), () -> {
            source.store().finishAfterSuccess(spark);
            return null;
        }));
    }

    @Override
    public void close() {
        sources.forEach(source -> source.store().close());
    }
}
