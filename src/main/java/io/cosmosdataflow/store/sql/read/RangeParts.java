package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Partitioning;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides a table or a query into ranges of a column ({@code DynamicRange}): each row is in one of them, NULL in the
 * first.
 *
 * <p>Source: Microsoft Learn, connector-azure-sql-database, "Parallel copy from SQL database": bounds that are given
 * decide the stride, not the rows; connector-oracle and connector-azure-database-for-postgresql, "Parallel copy":
 * there they are the least and the greatest value to copy, but for queries with {@code
 * ?AdfDynamicRangePartitionCondition}.
 *
 * @param column in quotes
 * @param count of parts
 */
record RangeParts(SqlDatabase database, Partitioning partitioning, String column, int count, String what) {

    /** A range, from after a value or NULL to a value; empty for no end. */
    private record Cuts(SqlRange range, long low, long high, List<Long> ends) {}

    /** @param from a table, or a query in parentheses, with all its rows */
    List<SqlPart> ofTable(Connection connection, String from) {
        Optional<Cuts> cuts = cuts(connection, from, false);
        if (cuts.isEmpty()) {
            return List.of(new SqlPart.Select(from, ""));
        }
        return conditions(cuts.get(), filters()).stream()
                .<SqlPart>map(condition -> new SqlPart.Select(from, condition))
                .toList();
    }

    /** A query whose text says where the condition or the bounds of a part go. */
    List<SqlPart> ofQuery(Connection connection, QueryHooks query) {
        String everything = "(" + query.everything(column) + ") T";
        boolean bounds = query.hasBounds();
        Optional<Cuts> cuts = cuts(connection, everything, bounds);
        List<SqlPart> parts = new ArrayList<>();
        if (cuts.isEmpty()) {
            parts.add(whole(query.everything(column)));
        } else if (bounds) {
            Cuts found = cuts.get();
            long start = found.low();
            for (int i = 0; i <= found.ends().size(); i++) {
                boolean last = i == found.ends().size();
                long next = last ? found.high() : found.ends().get(i) + 1;
                String upper = last ? literal(found, next) : found.range().before(next, database.dialect());
                parts.add(whole(query.between(column, literal(found, start), upper)));
                start = next;
            }
        } else {
            conditions(cuts.get(), false).forEach(condition -> parts.add(whole(query.where(column, condition))));
        }
        return parts;
    }

    private static SqlPart whole(String text) {
        return new SqlPart.Whole(SqlStatement.of(text));
    }

    private List<String> conditions(Cuts cuts, boolean filters) {
        List<String> conditions = new ArrayList<>();
        List<Long> ends = cuts.ends();
        for (int i = 0; i <= ends.size(); i++) {
            List<String> tests = new ArrayList<>();
            if (i > 0) {
                tests.add(column + " > " + literal(cuts, ends.get(i - 1)));
            } else if (filters && partitioning.lower().isPresent()) {
                tests.add(column + " >= " + literal(cuts, cuts.low()));
            }
            if (i < ends.size()) {
                tests.add(column + " <= " + literal(cuts, ends.get(i)));
            } else if (filters && partitioning.upper().isPresent()) {
                tests.add(column + " <= " + literal(cuts, cuts.high()));
            }
            String all = tests.isEmpty() ? "1 = 1" : String.join(" AND ", tests);
            conditions.add(
                    i == 0 && !filters && !tests.isEmpty()
                            ? "(" + all + " OR " + column + " IS NULL)"
                            : "(" + all + ")");
        }
        return conditions;
    }

    private String literal(Cuts cuts, long value) {
        return cuts.range().literal(value, database.dialect());
    }

    /** Whether bounds leave out rows. */
    private boolean filters() {
        boolean given = partitioning.lower().isPresent() || partitioning.upper().isPresent();
        return given && database.dialect().boundsAreLimits();
    }

    /** Empty if there are no values to divide. */
    private Optional<Cuts> cuts(Connection connection, String from, boolean exact) {
        Optional<String> lower = partitioning.lower();
        Optional<String> upper = partitioning.upper();
        if (lower.isPresent() && upper.isPresent()) {
            SqlRange range = SqlRange.of(lower.get());
            long low = range.parse(lower.get(), false);
            long high = range.parse(upper.get(), true);
            boolean outside = !exact && !filters();
            return Optional.of(new Cuts(range, low, high, outside ? around(low, high) : within(low, high)));
        }
        SqlStatement ends =
                SqlStatement.of("SELECT MIN(" + column + ") AS LOWEST, MAX(" + column + ") AS HIGHEST FROM " + from);
        SqlColumn first = SqlColumns.of(connection, database, ends, what, false).get(0);
        SqlRange range = SqlRange.of(first, database);
        try (SqlResult result = SqlResult.first(connection, ends)) {
            ResultSet rows = result.rows();
            if (!rows.next() || rows.getObject(1) == null) {
                return Optional.empty();
            }
            long least = range.read(rows, 1, false);
            long most = range.read(rows, 2, true);
            long low = lower.map(text -> range.parse(text, false)).orElse(least);
            long high = upper.map(text -> range.parse(text, true)).orElse(most);
            return Optional.of(new Cuts(range, low, high, within(low, high)));
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, e);
        }
    }

    /** Ends of all parts but the last, in strides of the same length from {@code low} to {@code high}. */
    private List<Long> within(long low, long high) {
        List<Long> ends = new ArrayList<>();
        BigInteger span =
                BigInteger.valueOf(high).subtract(BigInteger.valueOf(low)).add(BigInteger.ONE);
        for (int i = 1; i < count && span.signum() > 0; i++) {
            add(ends, step(low, span, i, count) - 1, high);
        }
        return ends;
    }

    /** As the page has it: one part up to {@code low}, one after {@code high}, the others between. */
    private List<Long> around(long low, long high) {
        List<Long> ends = new ArrayList<>();
        if (count < 3) {
            return within(low, high);
        }
        BigInteger span = BigInteger.valueOf(high).subtract(BigInteger.valueOf(low));
        for (int i = 0; i <= count - 2 && span.signum() >= 0; i++) {
            add(ends, step(low, span, i, count - 2), Long.MAX_VALUE);
        }
        return ends;
    }

    private static long step(long low, BigInteger span, int part, int parts) {
        return BigInteger.valueOf(low)
                .add(span.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts)))
                .longValueExact();
    }

    private static void add(List<Long> ends, long end, long high) {
        if (end < high && (ends.isEmpty() || end > ends.get(ends.size() - 1))) {
            ends.add(end);
        }
    }

    static String quoted(SqlDialect dialect, String column) {
        return column.matches("[\\[\"`].*[\\]\"`]") ? column : dialect.quote(column);
    }
}
