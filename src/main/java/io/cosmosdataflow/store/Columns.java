package io.cosmosdataflow.store;

/** Columns with a meaning of their own, in the Datasets that stores hand out and take. */
public final class Columns {

    /** Text of one JSON document, without system properties. The only data column of a hierarchical store. */
    public static final String DOCUMENT = "document";

    /** Path of the file a row comes from, relative to the folder of the source; Data Factory's own name for it. */
    public static final String FILE_PATH = "$$FILEPATH";

    private Columns() {}
}
