package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.demand.HttpCall;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers the external calls of a data flow. */
@FunctionalInterface
public interface CallService {

    /**
     * The rows with one more column: {@code status INT, headers MAP<STRING, STRING>, body STRING}.
     *
     * @param request column with the members of the request as the text of a JSON object
     * @param response name of the column to make
     */
    Dataset<Row> call(Dataset<Row> rows, HttpCall call, String request, String response);
}
