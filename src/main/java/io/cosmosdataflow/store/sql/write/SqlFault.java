package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.sql.dialect.FaultCodes;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
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
 * no class, which the dialect knows.
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

    /** Of H2, a lock; of PostgreSQL, {@code lock_timeout}. */
    private static final Set<String> LOCKS = Set.of("HYT00", "55P03");

    private static final String CANCELLED = "57014";

    static SqlFault of(SqlDialect dialect, SQLException thrown) {
        FaultCodes codes = dialect.faults();
        List<SQLException> all = chain(thrown);
        for (Kind kind : List.of(Kind.TRANSIENT, Kind.DUPLICATE, Kind.MISFIT, Kind.TIMEOUT)) {
            Optional<SQLException> found =
                    all.stream().filter(each -> kind(codes, each) == kind).reduce((first, last) -> last);
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

    private static Kind kind(FaultCodes codes, SQLException thrown) {
        String state = StringUtils.defaultString(thrown.getSQLState());
        int code = thrown.getErrorCode();
        if (state.startsWith("40")
                || LOCKS.contains(state)
                || codes.transients().contains(code)) {
            return Kind.TRANSIENT;
        }
        if (thrown instanceof SQLTimeoutException || state.equals(CANCELLED)) {
            return Kind.TIMEOUT;
        }
        if (state.equals("23505")
                || state.startsWith("23") && codes.duplicates().contains(code)) {
            return Kind.DUPLICATE;
        }
        boolean misfit = state.startsWith("21")
                || state.startsWith("22")
                || state.startsWith("23")
                || thrown instanceof DataTruncation
                || thrown instanceof SQLIntegrityConstraintViolationException
                || codes.misfits().contains(code);
        return misfit ? Kind.MISFIT : Kind.BROKEN;
    }

    /** The driver's text without the statement that some add to it. */
    private static String text(SQLException thrown) {
        String message = StringUtils.defaultIfBlank(thrown.getMessage(), "error " + thrown.getErrorCode());
        String said = StringUtils.substringBefore(message, "; SQL statement:").replaceAll("\\s+", " ");
        return StringUtils.removeEnd(StringUtils.abbreviate(said.trim(), MOST_TEXT), ".");
    }
}
