package io.cosmosdataflow.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Locale;
import org.apache.spark.sql.Column;

/** Orders of about 1 KB, as text and as columns of Spark made of a number. */
final class BenchDocuments {

    private static final String TEXT = "words that fill the order up to its usual size ".repeat(17);

    private BenchDocuments() {}

    static String order(int n) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"order-%08d\",\"customer\":\"customer-%05d\",\"n\":%d,\"price\":%.2f,"
                        + "\"at\":\"2025-03-%02dT10:20:30Z\",\"city\":\"City %d\",\"text\":\"%s\"}",
                n,
                n % 5000,
                n,
                n * 0.25,
                n % 28 + 1,
                n % 90,
                TEXT);
    }

    /** @param n column with the number of the order */
    static Column[] order(Column n, Column price) {
        return new Column[] {
            concat(lit("order-"), expr("lpad(cast(n as string), 8, '0')")).as("id"),
            concat(lit("customer-"), n.mod(5000).cast("string")).as("customer"),
            col("n"),
            price.as("price"),
            lit("2025-03-01T10:20:30Z").as("at"),
            concat(lit("City "), n.mod(90).cast("string")).as("city"),
            lit(TEXT).as("text")
        };
    }
}
