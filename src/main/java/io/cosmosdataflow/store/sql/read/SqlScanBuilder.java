package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/**
 * Lets the database leave out columns, and rows where it decides as Spark does or more generously; Spark filters once
 * more.
 */
final class SqlScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters {

    private final SqlTable table;
    private final List<String> conditions = new ArrayList<>();
    private Filter[] pushed = {};
    private List<SqlColumn> columns;

    SqlScanBuilder(SqlTable table) {
        this.table = table;
        this.columns = table.fields();
    }

    @Override
    public Filter[] pushFilters(Filter[] filters) {
        if (table.parts().stream().noneMatch(SqlPart::fixed)) {
            SqlCondition condition = new SqlCondition(table);
            List<Filter> taken = new ArrayList<>();
            for (Filter filter : filters) {
                condition.of(filter).ifPresent(text -> {
                    conditions.add(text);
                    taken.add(filter);
                });
            }
            pushed = taken.toArray(Filter[]::new);
        }
        return filters;
    }

    @Override
    public Filter[] pushedFilters() {
        return pushed;
    }

    @Override
    public void pruneColumns(StructType required) {
        Set<String> names = new HashSet<>(Arrays.asList(required.fieldNames()));
        columns = table.fields().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
    }

    @Override
    public Scan build() {
        SqlRead read = table.read();
        boolean fixed = table.parts().stream().anyMatch(SqlPart::fixed);
        List<SqlColumn> wanted = new ArrayList<>();
        for (SqlColumn column : columns) {
            wanted.add(fixed ? column : column.at(wanted.size() + 1));
        }
        SqlDialect dialect = read.database().dialect();
        List<String> quoted =
                wanted.stream().map(column -> dialect.quote(column.name())).toList();
        List<SqlStatement> statements = table.parts().stream()
                .map(part -> part.statement(quoted, conditions))
                .toList();
        return new SqlScan(table.name(), read, wanted, statements);
    }

    /** The statements, one for each task. */
    private record SqlScan(String name, SqlRead read, List<SqlColumn> columns, List<SqlStatement> statements)
            implements Scan, Batch {

        @Override
        public StructType readSchema() {
            return SqlTable.schema(columns);
        }

        @Override
        public String description() {
            return name + ": "
                    + (statements.isEmpty() ? "" : statements.get(0).sql())
                    + (statements.size() > 1 ? " and " + (statements.size() - 1) + " more" : "");
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return statements.stream().map(SqlPart.Task::new).toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new SqlRowReader.Factory(read, columns);
        }

        @Override
        public String toString() {
            return description();
        }
    }
}
