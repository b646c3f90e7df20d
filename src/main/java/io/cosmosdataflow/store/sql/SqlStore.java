package io.cosmosdataflow.store.sql;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlDataset;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.kind.CopySink;
import io.cosmosdataflow.store.kind.CopySource;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.ItemStore;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreKind;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.kind.statement.StatementSession;
import io.cosmosdataflow.store.local.SeedFiles;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlSource;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings;
import io.cosmosdataflow.store.sql.sink.SqlSink;
import io.cosmosdataflow.store.sql.sink.SqlSinkSettings;
import io.cosmosdataflow.store.sql.statement.SqlSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tables of relational databases. */
public final class SqlStore implements StoreKind {

    private static final List<String> SERVICES = Arrays.stream(SqlKind.values())
            .flatMap(kind -> kind.linkedServices().stream())
            .toList();

    private final LocalDatabases local;
    private final TablesOfFlows flows;

    /** @param seeds reads what databases of local mode begin with */
    public SqlStore(StoreScope scope, SeedFiles seeds) {
        this.local = new LocalDatabases(
                scope.localDirectory(), scope.factory().datasets().all(), seeds);
        this.flows = new TablesOfFlows(local);
    }

    @Override
    public List<String> linkedServices() {
        return SERVICES;
    }

    @Override
    public boolean copies(Dataset dataset) {
        return SqlDataset.is(dataset);
    }

    @Override
    public List<String> copiedDatasets() {
        return List.of("tables of relational databases");
    }

    @Override
    public List<String> linkedServices(Dataset dataset) {
        return SqlKind.ofDataset(dataset.type()).map(SqlKind::linkedServices).orElse(SERVICES);
    }

    @Override
    public List<String> sourceTypes(ResolvedDataset dataset) {
        return ofDatasetFirst(dataset).map(SqlKind::sources).orElse(List.of());
    }

    @Override
    public List<String> sinkTypes(ResolvedDataset dataset) {
        return ofDatasetFirst(dataset).map(SqlKind::sinks).orElse(List.of());
    }

    private static Optional<SqlKind> ofDatasetFirst(ResolvedDataset dataset) {
        return SqlKind.ofDataset(dataset.dataset().type())
                .or(() -> SqlKind.ofLinkedService(dataset.linkedService().type()));
    }

    @Override
    public Optional<CopySource> source(ResolvedDataset resolved, Properties source) {
        LinkedService service = resolved.linkedService();
        Issues issues = source.issues();
        Optional<SqlSourceSettings> settings = kind(resolved).map(kind -> SqlSourceSettings.read(source, kind));
        source.ignore("type", "additionalColumns", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection")
                .ignore("maxConcurrentConnections")
                .finish();
        Optional<SqlPlace> place = SqlPlace.of(service, local, issues);
        Optional<SqlDataset> dataset = SqlDataset.read(resolved.dataset(), issues)
                .filter(read -> SqlSourceSettings.namesItsData(source) || hasTable(read, issues));
        return place.flatMap(database -> dataset.flatMap(table -> settings.map(read -> new CopySource(
                shape(resolved.dataset()),
                true,
                true,
                (with, named) -> new SqlSource(database.open(local, with), table(table), read)))));
    }

    @Override
    public Optional<CopySink> sink(ResolvedDataset resolved, Properties sink) {
        LinkedService service = resolved.linkedService();
        Issues issues = sink.issues();
        Optional<SqlSinkSettings> settings = kind(resolved).map(kind -> SqlSinkSettings.read(sink, kind));
        sink.ignore("type", "sinkRetryCount", "sinkRetryWait", "maxConcurrentConnections")
                .finish();
        Optional<SqlPlace> place = SqlPlace.of(service, local, issues);
        Optional<TableName> table = requiredTable(resolved.dataset(), issues);
        return place.flatMap(database -> table.flatMap(name -> settings.map(read -> new CopySink(
                shape(resolved.dataset()),
                false,
                true,
                with -> new SqlSink(database.open(local, with), name, read, with.skipped(), with.remark())))));
    }

    /** Of the database; where the linked service is none, which is reported elsewhere, the dataset tells it. */
    private static Optional<SqlKind> kind(ResolvedDataset resolved) {
        return SqlKind.ofLinkedService(resolved.linkedService().type())
                .or(() -> SqlKind.ofDataset(resolved.dataset().type()));
    }

    static Optional<TableName> table(SqlDataset dataset) {
        return dataset.table().map(name -> new TableName(dataset.schema(), name));
    }

    /** Of a dataset; empty if it is not known yet, or missing, which is reported. */
    static Optional<TableName> requiredTable(Dataset dataset, Issues issues) {
        return SqlDataset.read(dataset, issues)
                .filter(read -> hasTable(read, issues))
                .flatMap(SqlStore::table);
    }

    /** Reports a dataset without a table. */
    static boolean hasTable(SqlDataset dataset, Issues issues) {
        if (dataset.table().isEmpty()) {
            issues.error(
                    ErrorCode.MissingProperty,
                    dataset.span(),
                    "Dataset '" + dataset.name() + "' names no table.",
                    "Set 'schema' and 'table', or give the source a query.");
        }
        return dataset.table().isPresent();
    }

    private static DataShape shape(Dataset dataset) {
        return DataShape.of(dataset, DataShape.Kind.TABLE, "");
    }

    @Override
    public List<String> itemDatasets() {
        return List.of("tables of SQL Server and its relatives");
    }

    @Override
    public Set<MetadataField> metadata(ResolvedDataset resolved) {
        return TableItems.known(kind(resolved));
    }

    @Override
    public Optional<Function<Opening, ItemStore>> item(
            ResolvedDataset resolved, Set<MetadataField> asked, Properties activity) {
        Optional<SqlPlace> place = SqlPlace.of(resolved.linkedService(), local, activity.issues());
        Optional<TableName> table = requiredTable(resolved.dataset(), activity.issues());
        return place.flatMap(
                database -> table.map(name -> with -> new TableItems(database.open(local, with), name, with.spark())));
    }

    @Override
    public Optional<Function<Opening, StatementSession>> statements(LinkedService service, Issues issues) {
        return SqlPlace.of(service, local, issues)
                .map(place -> with -> new SqlSession(place.open(local, with), local.procedures(service), with.spark()));
    }

    @Override
    public Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked) {
        return flows.source(asked);
    }

    @Override
    public Optional<FlowSinkOpener> sink(FlowSinkRequest asked) {
        return flows.sink(asked);
    }
}
