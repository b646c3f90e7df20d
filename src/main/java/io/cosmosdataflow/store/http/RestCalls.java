package io.cosmosdataflow.store.http;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.cosmosdataflow.demand.HttpCall;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.spark.Repeatability;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One request for each row, sent by the task that has the row. */
public final class RestCalls {

    /** What comes back. */
    public static final StructType RESPONSE = new StructType()
            .add("status", DataTypes.IntegerType)
            .add("headers", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add("body", DataTypes.StringType);

    private RestCalls() {}

    /**
     * The rows with one more column, of type {@link #RESPONSE}. A task that gets no answer, or one that reports a
     * failure nobody reads the status of, ends with {@code HttpCallFailed}.
     *
     * @param request column with the members of the request as the text of a JSON object
     * @param response name of the column to make
     */
    public static Dataset<Row> apply(
            Dataset<Row> rows, HttpCall call, RestService service, String request, String response) {
        RequestSender sender = new RequestSender(call, service);
        UDF1<String, Row> send = sender::send;
        // not deterministic, so that Spark neither repeats a request nor leaves one out
        return NamedColumns.with(
                rows,
                response,
                udf(send, RESPONSE)
                        .withName(Repeatability.ASKED)
                        .asNondeterministic()
                        .apply(col("`" + request + "`")));
    }
}
