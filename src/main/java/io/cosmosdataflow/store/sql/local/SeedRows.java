package io.cosmosdataflow.store.sql.local;

import java.util.Iterator;
import java.util.List;

/** The rows of a seed, read as often as they are asked for. */
public interface SeedRows {

    /** The file, for messages. */
    String file();

    List<SeedColumn> columns();

    /** A value for each column, null for NULL. */
    Iterator<List<SeedValue>> read();
}
