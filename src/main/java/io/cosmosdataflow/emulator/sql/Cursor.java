package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Rows one after the other.
 *
 * <p>A row is only good until the next call: cursors write into the row that they have handed out.
 */
@FunctionalInterface
interface Cursor {
    /** The next row, or null at the end. */
    JsonNode[] next();
}
