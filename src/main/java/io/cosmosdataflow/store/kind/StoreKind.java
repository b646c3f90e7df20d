package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.kind.statement.StatementSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * One kind of store, for one check or one run. All answers but those about whose something is have been checked: what
 * is wrong with a definition is reported, at its place, and the answer is empty; so it is if something is known only in
 * the run. Nothing is opened and no network is used before an opener is called.
 */
public interface StoreKind {

    /** Types of linked services whose stores are of this kind. */
    List<String> linkedServices();

    default boolean owns(LinkedService service) {
        return linkedServices().contains(service.type());
    }

    /** Types of datasets that Copy reads and writes here, for messages. */
    List<String> copiedDatasets();

    /** Whether Copy reads and writes a dataset of this type here. */
    boolean copies(Dataset dataset);

    /** Types of linked services that such a dataset may have. */
    List<String> linkedServices(Dataset dataset);

    /** Types of the sources of Copy that go with the dataset. */
    List<String> sourceTypes(ResolvedDataset dataset);

    /** Types of the sinks of Copy that go with the dataset; none where Data Factory has no such sink. */
    List<String> sinkTypes(ResolvedDataset dataset);

    /** @param source of the Copy activity; what nobody reads is reported */
    Optional<CopySource> source(ResolvedDataset dataset, Properties source);

    /** @param sink of the Copy activity; what nobody reads is reported */
    Optional<CopySink> sink(ResolvedDataset dataset, Properties sink);

    /** Whether a dataset of this type stands for files as they are, which Copy does not look into. */
    default boolean copiesFiles(Dataset dataset) {
        return false;
    }

    /** A copy of files as they are, between stores of this kind. */
    default Optional<FileCopy> fileCopy(FileCopyRequest asked) {
        return Optional.empty();
    }

    /** A source of a data flow. */
    Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked);

    /** A sink of a data flow. */
    Optional<FlowSinkOpener> sink(FlowSinkRequest asked);

    /** Types of datasets of whose items something can be asked here, for messages. */
    default List<String> itemDatasets() {
        return List.of();
    }

    /** Whether activities may name the item of a dataset of this type here: to look at it, or to delete it. */
    default boolean hasItems(Dataset dataset) {
        return copies(dataset);
    }

    /** What can be asked of the item of such a dataset; nothing where Data Factory has no metadata of it. */
    default Set<MetadataField> metadata(ResolvedDataset dataset) {
        return Set.of();
    }

    /**
     * The item of a dataset of which something can be asked.
     *
     * @param asked what will be; of the dataset no more is read than that needs
     * @param activity its {@code storeSettings} and {@code formatSettings} are read, if the item is of files
     */
    default Optional<Function<Opening, ItemStore>> item(
            ResolvedDataset dataset, Set<MetadataField> asked, Properties activity) {
        return Optional.empty();
    }

    /** Whether Delete takes away items of its datasets. */
    default boolean deletes() {
        return false;
    }

    /**
     * What a Delete activity takes away here.
     *
     * @param activity its settings of files are read
     */
    default Optional<Deletion> deletion(ResolvedDataset dataset, Properties activity) {
        return Optional.empty();
    }

    /** Runs statements at a linked service of this kind; empty where there is nothing that runs any. */
    default Optional<Function<Opening, StatementSession>> statements(LinkedService service, Issues issues) {
        return Optional.empty();
    }

    /** What a sink of a data flow says of the partition key of its container. */
    default Optional<StatedKey> statedKey(Optional<Dataset> dataset, LinkedService service, Properties settings) {
        return Optional.empty();
    }

    /**
     * Raises the throughput that stores of this kind ask for, and puts back what dead runs have left in their accounts.
     *
     * @param sources of any kind
     * @param sinks of any kind
     */
    default RaisedThroughput raise(List<FlowSourceStore> sources, List<FlowSinkStore> sinks, ThroughputState state) {
        return RaisedThroughput.NONE;
    }

    /**
     * Sinks of this kind that have rejects of a run, by activity and name.
     *
     * @param directory that the run was given for its rejects
     */
    default List<SinkOfRun> rejecting(String directory, String runId, Configuration configuration) {
        return List.of();
    }
}
