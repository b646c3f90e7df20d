package io.cosmosdataflow.project;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns by their very names, whatever characters those have. */
public final class ExactNames {

    private ExactNames() {}

    public static String quoted(String name) {
        return NamedColumns.quoted(name);
    }

    public static boolean has(Dataset<Row> rows, String name) {
        return Arrays.asList(rows.columns()).contains(name);
    }

    /** @throws JobException {@link ErrorCode#SchemaMismatch} if there is none */
    public static Column column(Dataset<Row> rows, String name) {
        if (!has(rows, name)) {
            throw JobException.of(
                    ErrorCode.SchemaMismatch,
                    "The sink's settings name a column '" + name + "', which does not reach it. Columns: "
                            + String.join(", ", rows.columns()) + ".");
        }
        return NamedColumns.column(rows, name);
    }
}
