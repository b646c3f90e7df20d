package io.cosmosdataflow.function.table;

import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The rows that the examples of aggregates and windows are about, in the order of sales. */
final class SampleStream {

    private static final StructType SCHEMA = StructType.fromDDL("custId INT, custName STRING, salesPerson STRING, "
            + "firstName STRING, lastName STRING, region STRING, state STRING, name STRING, sales INT, "
            + "salesAmount INT, amount INT, profit INT, commission INT, ProductID INT, count INT");

    private static final List<Row> ROWS = List.of(
            row(1, "Ann", "Ada", "Ada", "Byron", "West", "CA", "chair", 8, 8, 8, 1, 100, 1, 5),
            row(2, "Bob", "Ben", "Ben", "Cohn", "East", "NY", "table", 20, 20, 20, 3, 200, 2, 3),
            row(1, "Ann", null, null, null, "West", "CA", null, 20, 20, 20, 5, 300, 1, 8),
            row(null, "Cat", "Ada", "Ada", "Byron", "West", "CA", "lamp", 32, 32, 32, 9, 20000, 3, 1));

    private SampleStream() {}

    private static Row row(Object... values) {
        return RowFactory.create(values);
    }

    static Dataset<Row> rows(SparkSession session) {
        return session.createDataFrame(ROWS, SCHEMA).coalesce(1);
    }

    static StreamSchema schema() {
        return StreamSchema.closed(Stream.of(SCHEMA.fields())
                .map(field -> new StreamColumn(field.name(), field.name(), field.dataType(), false, List.of("sample")))
                .toList());
    }

    /** As a table of a page. */
    static String table() {
        StringBuilder table = new StringBuilder("| " + String.join(" | ", SCHEMA.fieldNames()) + " |\n");
        table.append("|").append("---|".repeat(SCHEMA.length())).append("\n");
        for (Row row : ROWS) {
            table.append("|");
            for (int i = 0; i < SCHEMA.length(); i++) {
                table.append(" ")
                        .append(row.get(i) == null ? "NULL" : row.get(i))
                        .append(" |");
            }
            table.append("\n");
        }
        return table.toString();
    }
}
