package io.cosmosdataflow.demand;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What rows carry besides their columns, in hidden columns of the Dataset. */
public enum RowMark {
    /** The code of a {@link RowPolicy}; absent: insert. */
    POLICY(RowPolicy.COLUMN, DataTypes.ByteType),
    /** Ids of the assertions that failed to their messages; null: none failed. */
    ERRORS("$$ERRORS", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)),
    /** Whether a lookup found a row. */
    MATCH("$$MATCH", DataTypes.BooleanType),
    /** Which document the row came from, where its columns do not hold all of that document's key; null: unknown. */
    SOURCE_KEY("$$SOURCE_KEY", DataTypes.StringType);

    private final String column;
    private final DataType type;

    RowMark(String column, DataType type) {
        this.column = column;
        this.type = type;
    }

    /** Its name in the Dataset. */
    public String column() {
        return column;
    }

    public DataType type() {
        return type;
    }
}
