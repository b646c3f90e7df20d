package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlConnections;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.dialect.embedded.EmbeddedDialect;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.store.type.NativeTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What the driver does with a table before and after its rows are written. Each call has a connection of its own. */
public final class TargetDatabase {

    private static final int MOST_DIGITS = 38;
    private static final int DIGITS_OF_MICROS = 6;

    private final SqlDatabase database;
    private final WriteStatements statements;

    public TargetDatabase(SqlDatabase database) {
        this.database = database;
        this.statements = new WriteStatements(database);
    }

    public SqlDatabase database() {
        return database;
    }

    /** What the database's types are in between. */
    public NativeTypes types() {
        return database.types();
    }

    /** @return empty if there is no such table */
    public Optional<TargetTable> find(TableName name) {
        return connected("Looking at table " + name, connection -> TargetTable.find(connection, statements, name));
    }

    /** @throws JobException {@link ErrorCode#SqlTableMissing} */
    public TargetTable require(TableName name) {
        return find(name)
                .orElseThrow(() -> JobException.of(
                        ErrorCode.SqlTableMissing,
                        "There is no table " + name + " in " + database.name()
                                + ". Create it, or let the sink do so: tableOption autoCreate, or recreate: true in a"
                                + " data flow."
                                + (database.embedded() ? " " + EmbeddedDialect.seed(database.name()) : "")));
    }

    /**
     * Makes a table, and its schema if that is missing too.
     *
     * @param columns the types of the columns are those that go with their interim types
     * @throws JobException {@link ErrorCode#SchemaMismatch} if there are none
     */
    public void create(TableName name, StructType columns) {
        requireColumns(name, columns);
        Map<String, String> types = new LinkedHashMap<>();
        for (StructField field : columns.fields()) {
            types.put(field.name(), ddl(field));
        }
        Optional.of(name.schema())
                .filter(schema -> !schema.isEmpty())
                .flatMap(database.dialect()::createSchema)
                .ifPresent(sql -> run("Making the schema of table " + name, sql));
        run("Making table " + name, statements.create(name, types));
    }

    /** Drops the table if it is there, and makes it anew. */
    public void recreate(TableName name, StructType columns) {
        requireColumns(name, columns);
        if (find(name).isPresent()) {
            run("Dropping table " + name, statements.drop(name));
        }
        create(name, columns);
    }

    private void requireColumns(TableName name, StructType columns) {
        if (columns.isEmpty()) {
            throw JobException.of(
                    ErrorCode.SchemaMismatch,
                    "Table " + name + " of " + database.name() + " cannot be made: the source has neither rows nor"
                            + " columns, and a table has at least one column. Name the columns in a mapping, in the"
                            + " source's query or in its projection, or create the table.");
        }
    }

    /** Removes all rows. */
    public void truncate(TableName name) {
        run("Emptying table " + name, statements.truncate(name));
    }

    /**
     * Runs a script as the database takes it: where that is one statement at a time, give one.
     *
     * @param what for messages: {@code preCopyScript}
     */
    public void script(String what, String sql) {
        run("The script '" + what + "'", sql);
    }

    /** The columns of a table, marked with their interim types; a type that is not known is a text. */
    public StructType columns(TargetTable table) {
        StructType columns = new StructType();
        for (TargetColumn column : table.columns()) {
            InterimType type = types().interim(
                            column.typeName(), digits(column.precision()), OptionalInt.of(column.scale()))
                    .orElse(InterimType.STRING);
            columns = columns.add(column.name(), carrier(type, column), true, type.metadata());
        }
        return columns;
    }

    private String ddl(StructField field) {
        InterimType type = InterimType.of(field);
        return field.dataType() instanceof DecimalType decimal && type == InterimType.DECIMAL
                ? types().ddl(
                                type,
                                OptionalInt.of(decimal.precision()),
                                OptionalInt.of(decimal.scale()),
                                OptionalInt.empty())
                : types().ddl(type, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    private static DataType carrier(InterimType type, TargetColumn column) {
        boolean sized = column.precision() > 0
                && column.precision() <= MOST_DIGITS
                && column.scale() >= 0
                && column.scale() <= column.precision();
        if (type == InterimType.DATETIME && column.scale() > DIGITS_OF_MICROS) {
            return DataTypes.StringType;
        }
        return type == InterimType.DECIMAL && sized
                ? DataTypes.createDecimalType(column.precision(), column.scale())
                : type.carrier();
    }

    private static OptionalInt digits(int precision) {
        return precision > 0 ? OptionalInt.of(precision) : OptionalInt.empty();
    }

    /** Errors of later statements of a script show only when their results are asked for. */
    private void run(String what, String sql) {
        connected(what, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(database.commandTimeout());
                boolean rows = statement.execute(sql);
                while (rows || statement.getUpdateCount() != -1) {
                    rows = statement.getMoreResults();
                }
            }
            return List.of();
        });
    }

    /** Work with a connection. */
    @FunctionalInterface
    private interface Connected<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T connected(String what, Connected<T> work) {
        try (Connection connection = SqlConnections.open(database)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw JobException.of(
                    ErrorCode.SqlWriteFailed,
                    what + " in " + database.name() + " failed: "
                            + SqlFault.of(database.dialect(), e).text() + ".");
        }
    }
}
