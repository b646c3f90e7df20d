package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SqlDataset;
import io.cosmosdataflow.definition.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.sql.database.TableName;
import io.cosmosdataflow.store.sql.read.SqlSource;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings;
import io.cosmosdataflow.store.sql.sink.SqlSink;
import io.cosmosdataflow.store.sql.sink.SqlSinkSettings;
import java.util.Optional;

/** Tables of relational databases as ends of a copy. */
final class SqlEnds {

    private SqlEnds() {}

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SourceEnd> source(ResolvedDataset resolved, Properties source, RunScope scope) {
        LinkedService service = resolved.linkedService();
        Issues issues = source.issues();
        Optional<SqlSourceSettings> settings = kind(resolved).map(kind -> SqlSourceSettings.read(source, kind));
        source.ignore("type", "additionalColumns", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection")
                .ignore("maxConcurrentConnections")
                .finish();
        Optional<SqlPlace> place = SqlPlace.of(service, scope, issues);
        Optional<SqlDataset> dataset = SqlDataset.read(resolved.dataset(), issues)
                .filter(read -> SqlSourceSettings.namesItsData(source) || hasTable(read, issues));
        return place.flatMap(database -> dataset.flatMap(table -> settings.map(read -> new SourceEnd(
                source.text("type", ""),
                service,
                mapped(resolved.dataset(), issues),
                true,
                true,
                (context, named) -> new SqlSource(database.open(scope, context), table(table), read)))));
    }

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SinkEnd> sink(ResolvedDataset resolved, Properties sink, RunScope scope) {
        LinkedService service = resolved.linkedService();
        Issues issues = sink.issues();
        Optional<SqlSinkSettings> settings = kind(resolved).map(kind -> SqlSinkSettings.read(sink, kind));
        sink.ignore("type", "sinkRetryCount", "sinkRetryWait", "maxConcurrentConnections")
                .finish();
        Optional<SqlPlace> place = SqlPlace.of(service, scope, issues);
        Optional<TableName> table = SqlDataset.read(resolved.dataset(), issues)
                .filter(read -> hasTable(read, issues))
                .flatMap(SqlEnds::table);
        return place.flatMap(database -> table.flatMap(name -> settings.map(read -> new SinkEnd(
                sink.text("type", ""),
                service,
                mapped(resolved.dataset(), issues),
                false,
                true,
                context ->
                        new SqlSink(database.open(scope, context), name, read, context.skipped(), context.remark())))));
    }

    /** Of the database; where the linked service is none, which is reported elsewhere, the dataset tells it. */
    private static Optional<SqlKind> kind(ResolvedDataset resolved) {
        return SqlKind.ofLinkedService(resolved.linkedService().type())
                .or(() -> SqlKind.ofDataset(resolved.dataset().type()));
    }

    static Optional<TableName> table(SqlDataset dataset) {
        return dataset.table().map(name -> new TableName(dataset.schema(), name));
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

    private static DataShape mapped(Dataset dataset, Issues issues) {
        return CopyEnds.mapped(dataset, DataShape.Kind.TABLE, "", issues);
    }
}
