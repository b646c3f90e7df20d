package io.cosmosdataflow.store.sql;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlDataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.SinkRows;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.flow.SqlFlowSink;
import io.cosmosdataflow.store.sql.flow.SqlFlowSinkSettings;
import io.cosmosdataflow.store.sql.flow.SqlFlowSource;
import io.cosmosdataflow.store.sql.flow.SqlFlowSourceSettings;
import java.util.Optional;
import java.util.function.Function;

/** Tables of relational databases as sources and sinks of data flows. */
final class TablesOfFlows {

    private final LocalDatabases local;

    TablesOfFlows(LocalDatabases local) {
        this.local = local;
    }

    Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked) {
        Properties settings = asked.settings();
        Issues issues = settings.issues();
        Optional<SqlDataset> read = asked.dataset().flatMap(each -> SqlDataset.read(each, issues));
        boolean known = asked.dataset().isEmpty() || read.isPresent();
        SqlFlowSourceSettings source = SqlFlowSourceSettings.read(
                settings, read.flatMap(SqlStore::table), asked.dataset().isEmpty());
        boolean ownData = settings.waits("query", "procedureName")
                || source.source().query().isPresent()
                || source.source().procedure().isPresent();
        boolean complete = known && (ownData || read.isEmpty() || SqlStore.hasTable(read.get(), issues));
        TypeHints hints = TypeHints.of(settings);
        settings.finish();
        Optional<SqlPlace> place = SqlPlace.of(asked.linkedService(), local, issues);
        return place.filter(each -> complete)
                .map(database -> with -> new SqlFlowSource(database.open(local, with), source, hints));
    }

    Optional<FlowSinkOpener> sink(FlowSinkRequest asked) {
        Properties settings = asked.settings();
        Issues issues = settings.issues();
        SinkRows rows = asked.rows();
        SqlFlowSinkSettings sink =
                SqlFlowSinkSettings.read(settings, rows.allowed(), rows.keys(), rows.marked() || rows.open());
        Optional<TableName> table = asked.dataset().isPresent()
                ? SqlStore.requiredTable(asked.dataset().get(), issues)
                : SqlFlowSinkSettings.table(settings);
        settings.ignore("schemaName", "tableName").finish();
        checkKeys(asked, sink);
        Optional<SqlPlace> place = SqlPlace.of(asked.linkedService(), local, issues);
        return place.flatMap(database -> table.map(name -> FlowSinkOpener.of(with -> new SqlFlowSink(
                database.open(local, with),
                name,
                sink,
                rows.partitionBy(),
                with.rejects().maxErrors(),
                with.remark()))));
    }

    /** Columns that only the run knows are looked at again in the run. */
    private static void checkKeys(FlowSinkRequest asked, SqlFlowSinkSettings settings) {
        SinkRows rows = asked.rows();
        if (rows.marked() && !rows.open()) {
            SqlFlowSinkSettings.missingKeys(settings, rows.columns()).ifPresent(why -> asked.settings()
                    .issues()
                    .error(
                            ErrorCode.InvalidTransformation,
                            rows.span(),
                            why + " in sink '" + asked.name() + "'.",
                            "Map the column in the sink."));
        }
    }
}
