package io.cosmosdataflow.store.flow;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Column names as Spark's parser of names takes them. */
final class Names {

    private Names() {}

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The column of that very name, whatever characters it has. */
    static Column column(Dataset<Row> rows, String name) {
        return rows.col(quoted(name));
    }
}
