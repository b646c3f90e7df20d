package io.cosmosdataflow.copy;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Column names as data: dots, blanks and back ticks in a name mean nothing. */
final class ColumnName {

    private ColumnName() {}

    static Column column(String name) {
        return functions.col(quoted(name));
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
