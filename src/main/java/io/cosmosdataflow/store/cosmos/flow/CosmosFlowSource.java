package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.project.DocumentColumns;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSourceSettings.FirstRun;
import io.cosmosdataflow.store.cosmos.read.ChangeFeed;
import io.cosmosdataflow.store.cosmos.read.DocumentsToRead;
import io.cosmosdataflow.store.cosmos.read.NarrowedQuery;
import io.cosmosdataflow.store.cosmos.read.ReadMeter;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A container as a source of a data flow: its documents, the result of a query, or what has changed.
 *
 * <p>Columns that are not projected are learnt from a sample of {@value #SAMPLE} documents. Of a change feed, these
 * are the ones that changed last; for a run that takes changes only, some of these, and as many documents of the
 * container: a search for the last ones would cost the more, the larger the container is.
 */
public final class CosmosFlowSource implements FlowSourceStore {

    private static final int SAMPLE = 1_000;
    private static final String LATEST_FIRST = " ORDER BY c._ts DESC";
    private static final String ID = "id";
    private static final String LSN = "_lsn";

    private final ContainerAddress address;
    private final CosmosFlowSourceSettings settings;
    private final TypeHints hints;
    private Optional<FeedRange> range = Optional.empty();
    /** Whether the run takes changes only: it goes on from a checkpoint, or starts from now. */
    private boolean changesOnly;

    private Projection projection;
    private ReadMeter meter;
    private boolean keepsKeys;
    private List<String> partitionKey = List.of();

    public CosmosFlowSource(ContainerAddress address, CosmosFlowSourceSettings settings, TypeHints hints) {
        this.address = settings.preferredRegions().isEmpty()
                ? address
                : new ContainerAddress(
                        address.account().withPreferredRegions(settings.preferredRegions()),
                        address.database(),
                        address.container());
        this.settings = settings;
        this.hints = hints;
    }

    public ContainerAddress address() {
        return address;
    }

    /** RU/s that the container is to have at least while it is read. */
    public OptionalInt throughput() {
        return settings.throughput();
    }

    @Override
    public boolean followsChanges() {
        return settings.changeFeed().isPresent();
    }

    /**
     * {@inheritDoc}
     *
     * @throws JobException {@link ErrorCode#ChangeFeedInvalid} if {@code from} is of another container, or of one
     *     that was recreated
     */
    @Override
    public FeedRange follow(String source, Optional<FeedPosition> from) {
        String name = address.database() + "/" + address.container();
        String rid;
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            rid = containers.resourceId(address.database(), address.container());
        }
        from.ifPresent(position -> requireSame(position, name, rid));
        ChangeFeed feed = feed();
        boolean everything = settings.changeFeed().orElseThrow() == FirstRun.EVERYTHING;
        String now = feed.now();
        String before = everything ? feed.beginning() : now;
        FeedPosition start = from.orElseGet(() -> new FeedPosition(source, name, rid, before));
        FeedPosition end = new FeedPosition(source, name, rid, now);
        range = Optional.of(new FeedRange(start, end));
        changesOnly = from.isPresent() || !everything;
        return range.get();
    }

    private static void requireSame(FeedPosition position, String name, String rid) {
        String why = "";
        if (!position.container().equals(name)) {
            why = "is of container " + position.container() + ", and the source reads " + name;
        } else if (!position.containerRid().equals(rid)) {
            why = "is of a container " + name + " that was deleted and created again since, or of another account";
        }
        if (!why.isEmpty()) {
            throw JobException.of(
                    ErrorCode.ChangeFeedInvalid,
                    "The checkpoint of change feed source '" + position.source() + "' " + why + ". What changed in"
                            + " between cannot be told. Reset it with 'checkpoint reset'; the next run then starts as"
                            + " a first run does.");
        }
    }

    /**
     * {@inheritDoc} Rows carry the key of their document where their columns do not hold all of it. The result of a
     * query is no document, and its rows carry none.
     */
    @Override
    public void keepKeys() {
        keepsKeys = settings.query().isEmpty();
    }

    /** {@inheritDoc} A change feed that is not followed, as in a preview, gives all documents. */
    @Override
    public Dataset<Row> read(SparkSession spark, Projection wantedColumns) {
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            partitionKey = containers
                    .partitionKey(address.database(), address.container())
                    .paths();
        }
        meter = new ReadMeter(spark.sparkContext());
        projection = wantedColumns;
        Dataset<Row> documents = documents(spark);
        Dataset<Row> rows = new DocumentColumns(projection, hints, false)
                .of(keys().beside(documents), Columns.DOCUMENT, () -> sample(spark, documents), keys().kept());
        return keys().of(NamedColumns.without(
                rows,
                Arrays.stream(rows.columns())
                        .filter(column -> projection.find(column).isEmpty() && !wanted(column))
                        .toArray(String[]::new)));
    }

    /** {@inheritDoc} A query of the user's and the change feed give whole documents; unused columns stay unparsed. */
    @Override
    public Dataset<Row> narrow(Dataset<Row> rows, SourceDemand demand) {
        SparkSession spark = rows.sparkSession();
        boolean whole = range.isPresent() || settings.query().isPresent();
        Optional<String> less = whole ? Optional.empty() : new NarrowedQuery(projection, Set.of()).of(demand);
        Dataset<Row> documents =
                less.isPresent() ? all(Optional.empty()).narrowed(less.get()).dataset(spark, meter) : documents(spark);
        Set<String> used = new HashSet<>(demand.columns());
        Dataset<Row> narrowed = new DocumentColumns(projection, hints, false)
                .narrowed(keys().beside(documents), Columns.DOCUMENT, rows.schema(), used, keys().kept());
        return keys().within(used).of(narrowed);
    }

    private SourceKeys keys() {
        return keepsKeys ? new SourceKeys(partitionKey) : SourceKeys.NONE;
    }

    /** A query gives what it selects, its {@code id} too. */
    private boolean wanted(String drifted) {
        if (settings.systemColumns()) {
            return !drifted.equals(LSN);
        }
        return !SystemProperties.NAMES.contains(drifted) && (settings.query().isPresent() || !drifted.equals(ID));
    }

    private Dataset<Row> documents(SparkSession spark) {
        if (range.isEmpty()) {
            return all(settings.query()).dataset(spark, meter);
        }
        String from = range.get().from().offset();
        String to = range.get().to().offset();
        return ChangeFeed.same(from, to)
                ? spark.createDataFrame(List.of(), DocumentsToRead.SCHEMA)
                : feed().between(spark, from, to, meter);
    }

    private Dataset<Row> sample(SparkSession spark, Dataset<Row> documents) {
        if (settings.query().isPresent()) {
            return documents.limit(SAMPLE).select(functions.col(Columns.DOCUMENT));
        }
        boolean latest = settings.changeFeed().isPresent() && !changesOnly;
        Dataset<Row> sample = all(Optional.of("SELECT TOP " + SAMPLE + " * FROM c" + (latest ? LATEST_FIRST : "")))
                .dataset(spark, meter);
        return changesOnly ? documents.limit(SAMPLE).union(sample) : sample;
    }

    private DocumentsToRead all(Optional<String> query) {
        return new DocumentsToRead(address, query, settings.pageSize(), true);
    }

    private ChangeFeed feed() {
        return new ChangeFeed(address, settings.pageSize());
    }

    @Override
    public void finishAfterSuccess(SparkSession spark) {
        // a container is left as it is
    }

    /** {@inheritDoc} Requests only. */
    @Override
    public StoreMetrics metrics() {
        return meter == null
                ? StoreMetrics.NONE
                : StoreMetrics.NONE.withRequests(meter.requestCharge(), meter.throttledRequests());
    }

    @Override
    public void close() {
        if (meter != null) {
            meter.ended();
        }
    }
}
