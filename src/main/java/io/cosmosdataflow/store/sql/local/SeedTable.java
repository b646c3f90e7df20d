package io.cosmosdataflow.store.sql.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table that a new database begins with. */
public final class SeedTable {

    private static final int BATCH = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String schema;
    private final String name;
    private final SeedRows seed;
    private final DeclaredColumns declared;

    /**
     * @param schema made if it is missing
     * @param declared the types of columns of which the seed tells none
     */
    public SeedTable(String schema, String table, SeedRows seed, DeclaredColumns declared) {
        this.schema = schema;
        this.name = EmbeddedDatabase.quoted(schema) + "." + EmbeddedDatabase.quoted(table);
        this.seed = seed;
        this.declared = declared;
    }

    /**
     * Makes the table and fills it.
     *
     * @return how many rows it has
     * @throws JobException {@code FileMalformed} for columns and values that the database does not take
     */
    public long make(Connection connection) {
        List<SeedColumn> columns = typed();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + EmbeddedDatabase.quoted(schema));
            statement.execute("CREATE TABLE " + name + " (" + declarations(columns) + ")");
            connection.setAutoCommit(false);
            long rows = insert(connection, columns);
            connection.commit();
            connection.setAutoCommit(true);
            return rows;
        } catch (SQLException e) {
            throw JobException.of(
                    ErrorCode.FileMalformed,
                    seed.file() + ": no table can be made of it: " + EmbeddedDatabase.firstLine(e) + ".",
                    e);
        }
    }

    /** The columns with their types; reads the rows if a type is not told. */
    private List<SeedColumn> typed() {
        List<SeedColumn> columns =
                seed.columns().stream().map(this::declaredType).toList();
        if (columns.isEmpty()) {
            throw JobException.of(ErrorCode.FileMalformed, seed.file() + ": no column is known without a row.");
        }
        if (columns.stream().allMatch(column -> column.type().isPresent())) {
            return columns;
        }
        List<ValueShape> shapes =
                columns.stream().map(column -> new ValueShape()).toList();
        seed.read().forEachRemaining(row -> {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) != null) {
                    shapes.get(i).add(row.get(i));
                }
            }
        });
        List<SeedColumn> typed = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            SeedColumn column = columns.get(i);
            typed.add(
                    column.type().isPresent()
                            ? column
                            : column.withType(shapes.get(i).type()));
        }
        return typed;
    }

    /** The header's own type wins over that of a dataset. */
    private SeedColumn declaredType(SeedColumn column) {
        return column.type().isPresent()
                ? column
                : declared.type(column.name()).map(column::withType).orElse(column);
    }

    private static String declarations(List<SeedColumn> columns) {
        Stream<String> declared = columns.stream()
                .map(column -> EmbeddedDatabase.quoted(column.name()) + " "
                        + column.type().orElseThrow()
                        + (column.key() ? " NOT NULL" : ""));
        List<String> keys = columns.stream()
                .filter(SeedColumn::key)
                .map(column -> EmbeddedDatabase.quoted(column.name()))
                .toList();
        Stream<String> key =
                keys.isEmpty() ? Stream.empty() : Stream.of("PRIMARY KEY (" + String.join(", ", keys) + ")");
        return Stream.concat(declared, key).collect(Collectors.joining(", "));
    }

    private long insert(Connection connection, List<SeedColumn> columns) throws SQLException {
        String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        List<List<SeedValue>> batch = new ArrayList<>();
        long rows = 0;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + name + " VALUES (" + places + ")")) {
            for (Iterator<List<SeedValue>> left = seed.read(); left.hasNext(); ) {
                batch.add(left.next());
                if (batch.size() == BATCH || !left.hasNext()) {
                    write(insert, columns, batch, rows);
                    rows += batch.size();
                    batch.clear();
                }
            }
        }
        return rows;
    }

    private void write(PreparedStatement insert, List<SeedColumn> columns, List<List<SeedValue>> batch, long before)
            throws SQLException {
        for (List<SeedValue> row : batch) {
            for (int i = 0; i < row.size(); i++) {
                set(insert, i + 1, columns.get(i), row.get(i));
            }
            insert.addBatch();
        }
        try {
            insert.executeBatch();
        } catch (BatchUpdateException e) {
            int[] counts = e.getUpdateCounts();
            int refused = 0;
            while (refused < counts.length - 1 && counts[refused] != Statement.EXECUTE_FAILED) {
                refused++;
            }
            String why = refusal(insert.getConnection(), columns, batch.get(refused), e);
            throw JobException.of(
                    ErrorCode.FileMalformed, seed.file() + ", row " + (before + refused + 1) + ": " + why + ".", e);
        }
    }

    /** H2 takes a text for a JSON string, and bytes for JSON. A text of a JSON seed may be either. */
    private static void set(PreparedStatement statement, int place, SeedColumn column, SeedValue value)
            throws SQLException {
        boolean json = column.type().orElseThrow().matches("(?i)jsonb?");
        if (value == null || !json || value.textual() && !isJson(value.text())) {
            statement.setString(place, value == null ? null : value.text());
        } else {
            statement.setBytes(place, value.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Without the values, which H2's own message has. */
    private static String refusal(
            Connection connection, List<SeedColumn> columns, List<SeedValue> row, SQLException refused) {
        for (int i = 0; i < columns.size(); i++) {
            SeedColumn column = columns.get(i);
            String type = column.type().orElseThrow();
            if (row.get(i) == null) {
                if (column.key()) {
                    return "the key column '" + column.name() + "' has no value";
                }
                continue;
            }
            try (PreparedStatement cast = connection.prepareStatement("SELECT CAST(? AS " + type + ")")) {
                set(cast, 1, column, row.get(i));
                cast.executeQuery().close();
            } catch (SQLException e) {
                return "the value of column '" + column.name() + "' is no " + type;
            }
        }
        return refused.getSQLState().startsWith("23")
                ? "a row with its key is there already"
                : "the database does not take it (SQLSTATE " + refused.getSQLState() + ")";
    }
}
