package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SqlDataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.stream.RowMark;
import io.cosmosdataflow.store.flow.TypeHints;
import io.cosmosdataflow.store.sql.database.TableName;
import io.cosmosdataflow.store.sql.flow.SqlFlowSink;
import io.cosmosdataflow.store.sql.flow.SqlFlowSinkSettings;
import io.cosmosdataflow.store.sql.flow.SqlFlowSource;
import io.cosmosdataflow.store.sql.flow.SqlFlowSourceSettings;
import java.util.Optional;

/** Tables of relational databases as sources and sinks of a data flow. */
final class SqlFlowEnds {

    private final RunScope scope;
    private final Issues issues;

    SqlFlowEnds(RunScope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    /**
     * @param dataset empty if the source is inline
     * @return empty if something is wrong, which is reported, or known only in the run
     */
    Optional<FlowSource> source(Source node, Optional<Dataset> dataset, LinkedService service, Properties settings) {
        Optional<SqlDataset> read = dataset.flatMap(each -> SqlDataset.read(each, issues));
        boolean known = dataset.isEmpty() || read.isPresent();
        SqlFlowSourceSettings source =
                SqlFlowSourceSettings.read(settings, read.flatMap(SqlEnds::table), dataset.isEmpty());
        boolean ownData = settings.waits("query", "procedureName")
                || source.source().query().isPresent()
                || source.source().procedure().isPresent();
        boolean complete = known && (ownData || read.isEmpty() || SqlEnds.hasTable(read.get(), issues));
        TypeHints hints = TypeHints.of(settings);
        settings.finish();
        Optional<SqlPlace> place = SqlPlace.of(service, scope, issues);
        return place.filter(each -> complete)
                .map(database -> new FlowSource(
                        node, service, context -> new SqlFlowSource(database.open(scope, context), source, hints)));
    }

    /**
     * @param dataset empty if the sink is inline
     * @return empty if something is wrong, which is reported, or known only in the run
     */
    Optional<FlowSink> sink(Sink node, Optional<Dataset> dataset, LinkedService service, Properties settings) {
        boolean altersRows = node.shape().schema().marks().contains(RowMark.POLICY);
        SqlFlowSinkSettings sink = SqlFlowSinkSettings.read(
                settings,
                CosmosFlowEnds.allowed(node.methods()),
                node.keys(),
                altersRows || node.shape().schema().open());
        Optional<TableName> table = dataset.isPresent()
                ? SqlDataset.read(dataset.get(), issues)
                        .filter(read -> SqlEnds.hasTable(read, issues))
                        .flatMap(SqlEnds::table)
                : SqlFlowSinkSettings.table(settings);
        settings.ignore("schemaName", "tableName").finish();
        checkKeys(node, sink);
        Optional<SqlPlace> place = SqlPlace.of(service, scope, issues);
        return place.flatMap(database -> table.map(name -> new FlowSink(
                node,
                Optional.of(service),
                Optional.of(context -> new SqlFlowSink(
                        database.open(scope, context),
                        name,
                        sink,
                        FlowEnds.partitionBy(node),
                        scope.options().maxErrors(),
                        context.remark())))));
    }

    /** Columns that only the run knows are looked at again in the run. */
    private void checkKeys(Sink node, SqlFlowSinkSettings settings) {
        FlowSink sink = new FlowSink(node, Optional.empty(), Optional.empty());
        if (sink.marked() && !node.shape().schema().open()) {
            SqlFlowSinkSettings.missingKeys(settings, sink.columns())
                    .ifPresent(why -> issues.error(
                            ErrorCode.InvalidTransformation,
                            node.shape().span(),
                            why + " in sink '" + node.name() + "'.",
                            "Map the column in the sink."));
        }
    }
}
