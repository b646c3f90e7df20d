package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Option;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Procedure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/** Plans a read: looks at the columns and at what divides the data, then leaves the rows to tasks. Not thread-safe. */
public final class SqlReader {

    /** Who reads. */
    public enum Reading {
        /** Carries times with more than six digits of their second as texts. */
        OF_A_COPY,
        /** May wrap a query in another, so that the database leaves out what is not needed. */
        OF_A_FLOW
    }

    private static final int FETCH_SIZE = 1_000;

    private final SqlDatabase database;
    private final Optional<TableName> table;
    private final SqlSourceSettings settings;
    private final int fetchSize;
    private final boolean narrows;
    private final boolean ticks;
    private LongAccumulator rowsRead;

    /**
     * @param table of the dataset; for a query, to find partitions by
     * @param fetchSize rows per answer of the database; 0 for the default
     */
    public SqlReader(
            SqlDatabase database,
            Optional<TableName> table,
            SqlSourceSettings settings,
            int fetchSize,
            Reading reading) {
        this.database = Objects.requireNonNull(database, "database");
        this.table = Objects.requireNonNull(table, "table");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.fetchSize = fetchSize > 0 ? fetchSize : FETCH_SIZE;
        this.narrows = reading == Reading.OF_A_FLOW;
        this.ticks = reading == Reading.OF_A_COPY;
    }

    /**
     * Columns in the order of the table or query, marked with their interim types; rows lazily.
     *
     * @throws JobException {@code SqlDriverMissing}, {@code SqlUnreachable}, {@code SqlUnauthorized}, {@code
     *     SqlTableMissing}, {@code SqlQueryFailed}; {@code MissingProperty} without a table and a query; while the
     *     Dataset is used, in the causes of Spark's exception
     */
    public Dataset<Row> read(SparkSession spark) {
        if (table.isEmpty()
                && settings.query().isEmpty()
                && settings.procedure().isEmpty()) {
            throw JobException.of(
                    ErrorCode.MissingProperty,
                    "The source of linked service '" + database.name() + "' has neither a table nor a query. Name a"
                            + " table in the dataset, or write a query.");
        }
        rowsRead = new LongAccumulator();
        spark.sparkContext().register(rowsRead);
        String what = settings.procedure().isPresent()
                ? "the procedure '" + settings.procedure().get().name() + "'"
                : settings.query().isPresent() ? "the query" : "table " + table.get();
        int isolation = settings.isolation()
                .map(database.dialect()::level)
                .orElse(OptionalInt.empty())
                .orElse(-1);
        SqlRead read = new SqlRead(
                database,
                what,
                isolation,
                settings.queryTimeout().orElse(database.commandTimeout()),
                fetchSize,
                rowsRead);
        int tasks = Math.max(1, spark.sparkContext().defaultParallelism());
        try (Connection connection = read.open()) {
            SqlTable rows = plan(connection, read, tasks);
            connection.rollback();
            return rows.dataset(spark);
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, e);
        }
    }

    /** By tasks that have ended; 0 before {@link #read}. */
    public long rowsRead() {
        return rowsRead == null ? 0 : rowsRead.value();
    }

    private SqlTable plan(Connection connection, SqlRead read, int tasks) {
        if (settings.procedure().isPresent()) {
            return whole(connection, read, call(settings.procedure().get()));
        }
        if (settings.query().isPresent()) {
            String text = settings.query().get().trim().replaceAll(";\\s*$", "");
            return query(connection, read, new QueryHooks(text), tasks);
        }
        String from = database.dialect().quote(table.get());
        List<SqlColumn> columns = SqlColumns.of(
                connection, database, SqlStatement.of("SELECT * FROM " + from + " WHERE 1 = 0"), read.what(), ticks);
        List<SqlPart> parts =
                switch (settings.partitioning().option()) {
                    case NONE -> List.of(new SqlPart.Select(from, ""));
                    case PHYSICAL -> new PhysicalParts(
                                    database,
                                    table.get(),
                                    settings.partitioning().names(),
                                    read.what())
                            .ofTable(connection);
                    case RANGE -> column(connection, columns, read)
                            .map(column -> ranges(column, tasks, read).ofTable(connection, from))
                            .orElseGet(() -> List.of(new SqlPart.Select(from, "")));
                };
        return new SqlTable(read, columns, parts);
    }

    private SqlTable query(Connection connection, SqlRead read, QueryHooks query, int tasks) {
        Option option = settings.partitioning().option();
        if (option == Option.RANGE) {
            String column = column(connection, List.of(), read)
                    .orElseThrow(() -> JobException.of(
                            ErrorCode.MissingProperty,
                            "'partitionColumnName' of the source of linked service '" + database.name()
                                    + "' is missing; a query does not tell which column divides it. Set it."));
            RangeParts ranges = ranges(column, tasks, read);
            List<SqlPart> parts = query.hasRange()
                    ? ranges.ofQuery(connection, query)
                    : ranges.ofTable(connection, "(" + query.text() + ") T");
            return described(connection, read, parts);
        }
        if (option == Option.PHYSICAL && table.isPresent() && query.hasName()) {
            PhysicalParts physical = new PhysicalParts(
                    database, table.get(), settings.partitioning().names(), read.what());
            return described(connection, read, physical.ofQuery(connection, query));
        }
        SqlStatement statement = SqlStatement.of(query.text());
        if (!narrows
                || !query.text().matches("(?is)\\s*select\\b.*")
                || query.text().matches("(?is).*\\border\\s+by\\b.*")) {
            return whole(connection, read, statement);
        }
        List<SqlColumn> columns = SqlColumns.of(connection, database, statement, read.what(), ticks);
        return new SqlTable(read, columns, List.of(new SqlPart.Select("(" + query.text() + ") T", "")));
    }

    private SqlTable described(Connection connection, SqlRead read, List<SqlPart> parts) {
        SqlStatement first = parts.get(0).statement(List.of("*"), List.of());
        return new SqlTable(read, SqlColumns.of(connection, database, first, read.what(), ticks), parts);
    }

    private SqlTable whole(Connection connection, SqlRead read, SqlStatement statement) {
        return new SqlTable(
                read,
                SqlColumns.of(connection, database, statement, read.what(), ticks),
                List.of(new SqlPart.Whole(statement)));
    }

    private RangeParts ranges(String column, int tasks, SqlRead read) {
        return new RangeParts(
                database, settings.partitioning(), RangeParts.quoted(database.dialect(), column), tasks, read.what());
    }

    private Optional<String> column(Connection connection, List<SqlColumn> columns, SqlRead read) {
        return settings.partitioning()
                .column()
                .or(() -> table.flatMap(
                        name -> new PartitionColumn(database, name, read.what()).find(connection, columns)));
    }

    private SqlStatement call(Procedure procedure) {
        List<String> names =
                procedure.parameters().stream().map(SqlParameter::name).toList();
        return new SqlStatement(database.dialect().call(procedure.name(), names), procedure.parameters());
    }
}
