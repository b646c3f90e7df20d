package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.sql.BatchUpdateException;
import java.sql.DataTruncation;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.StringUtils;

/**
 * What an error of a database means for the rows that met it: by SQLSTATE class, and by the codes of those that keep to
 * no class.
 *
 * <p>Source: ISO SQL, classes 21 (two rows of one key), 22, 23 and 40; the error references of SQL Server, MySQL, MariaDB and Oracle.
 */
record SqlFault(Kind kind, String text) {

    /** What follows from it. */
    enum Kind {
        /** A row with this key is there. */
        DUPLICATE,
        /** A value does not fit its column, or a row its constraints. */
        MISFIT,
        /** A deadlock or a failed serialization: the same again may succeed. */
        TRANSIENT,
        /** A statement took longer than it may. */
        TIMEOUT,
        /** Anything else; no row is at fault. */
        BROKEN
    }

    private static final int MOST_TEXT = 400;

    /** SQL Server 2627, 2601; MySQL and MariaDB 1062, 1586; Oracle 1. */
    private static final Set<Integer> DUPLICATES = Set.of(2627, 2601, 1062, 1586, 1);

    /**
     * Of those with a state of no use. SQL Server: 515 and 547 constraints, 8152 and 2628 too long, 220, 8114, 8115,
     * 241, 242, 245, 248, 295, 296 and 8169 conversions. MySQL and MariaDB: 1048 and 1364 no value, 1264, 1265, 1292,
     * 1366, 1406 values, 3819 and 4025 checks. Oracle: 1400 no value, 1438, 12899, 1722, 1830, 1843, 1861 values, 2290,
     * 2291, 2292 constraints.
     */
    private static final Set<Integer> MISFITS = Set.of(
            515, 547, 8152, 2628, 220, 8114, 8115, 241, 242, 245, 248, 295, 296, 8169, 1048, 1364, 1264, 1265, 1292,
            1366, 1406, 3819, 4025, 1400, 1438, 12899, 1722, 1830, 1843, 1861, 2290, 2291, 2292);

    /** Oracle: 60 deadlock, 8177 serialization. MySQL: 1213. SQL Server: 1205, which MySQL has for a lock's timeout. */
    private static final Set<Integer> TRANSIENTS = Set.of(60, 8177, 1213, 1205, 3960);

    /** Of H2, a lock; of PostgreSQL, {@code lock_timeout}. */
    private static final Set<String> LOCKS = Set.of("HYT00", "55P03");

    private static final String CANCELLED = "57014";

    static SqlFault of(SQLException thrown) {
        List<SQLException> all = chain(thrown);
        for (Kind kind : List.of(Kind.TRANSIENT, Kind.DUPLICATE, Kind.MISFIT, Kind.TIMEOUT)) {
            Optional<SQLException> found =
                    all.stream().filter(each -> kind(each) == kind).reduce((first, last) -> last);
            if (found.isPresent()) {
                return new SqlFault(kind, text(found.get()));
            }
        }
        return new SqlFault(Kind.BROKEN, text(all.get(all.size() - 1)));
    }

    boolean refusal() {
        return kind == Kind.DUPLICATE || kind == Kind.MISFIT;
    }

    ErrorCode code() {
        return switch (kind) {
            case DUPLICATE -> ErrorCode.SqlConflict;
            case MISFIT -> ErrorCode.SqlRowRefused;
            case TRANSIENT, TIMEOUT, BROKEN -> ErrorCode.SqlWriteFailed;
        };
    }

    /** A batch's own message quotes the whole statement with its values; what it carries does not. */
    private static List<SQLException> chain(SQLException thrown) {
        List<SQLException> all = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                for (SQLException next = sql; next != null && all.size() < 50; next = next.getNextException()) {
                    all.add(next);
                }
            }
        }
        boolean carries = all.stream().anyMatch(each -> !(each instanceof BatchUpdateException));
        all.removeIf(each -> carries && each instanceof BatchUpdateException);
        return all;
    }

    private static Kind kind(SQLException thrown) {
        String state = StringUtils.defaultString(thrown.getSQLState());
        int code = thrown.getErrorCode();
        if (state.startsWith("40") || LOCKS.contains(state) || TRANSIENTS.contains(code)) {
            return Kind.TRANSIENT;
        }
        if (thrown instanceof SQLTimeoutException || state.equals(CANCELLED)) {
            return Kind.TIMEOUT;
        }
        if (state.equals("23505") || state.startsWith("23") && DUPLICATES.contains(code)) {
            return Kind.DUPLICATE;
        }
        boolean misfit = state.startsWith("21")
                || state.startsWith("22")
                || state.startsWith("23")
                || thrown instanceof DataTruncation
                || thrown instanceof SQLIntegrityConstraintViolationException
                || MISFITS.contains(code);
        return misfit ? Kind.MISFIT : Kind.BROKEN;
    }

    /** The driver's text without the statement that some add to it. */
    private static String text(SQLException thrown) {
        String message = StringUtils.defaultIfBlank(thrown.getMessage(), "error " + thrown.getErrorCode());
        String said = StringUtils.substringBefore(message, "; SQL statement:").replaceAll("\\s+", " ");
        return StringUtils.removeEnd(StringUtils.abbreviate(said.trim(), MOST_TEXT), ".");
    }
}
