package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.RowOperation;
import java.io.Serializable;

/**
 * A row that the database does not take.
 *
 * @param code {@code SqlConflict} or {@code SqlRowRefused}
 * @param operation what was to be done with it
 * @param key its key, {@code id = 5}; empty if there is none, or the row is not known
 * @param why in the words of the driver
 */
record RowRefusal(ErrorCode code, RowOperation operation, String key, String why) implements Serializable {

    /** For the log of skipped rows. */
    String message() {
        return code + ": " + why;
    }
}
