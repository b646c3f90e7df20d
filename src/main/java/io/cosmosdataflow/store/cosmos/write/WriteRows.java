package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.RowOperation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a row on its way to Cosmos DB, in this order. */
public final class WriteRows {

    /** Name of a {@link RowOperation}. */
    public static final String OPERATION = "operation";

    /** Text of the document; for a delete, at least its id and partition key. */
    public static final String DOCUMENT = "document";

    /** Of a row of a container, the text of a {@link io.cosmosdataflow.store.cosmos.document.SourceKey}; may be left out. */
    public static final String SOURCE_KEY = "sourceKey";

    static final StructType SCHEMA =
            new StructType().add(OPERATION, DataTypes.StringType).add(DOCUMENT, DataTypes.StringType);

    private WriteRows() {}
}
