package io.cosmosdataflow.compile;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.node.Node;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sends a request for each row; given from outside, because it opens a store. */
@FunctionalInterface
public interface ExternalCalls {

    /** Column of the rows that go in: the columns of the request as the text of a JSON object. */
    String REQUEST = "$$REQUEST";

    /** Column that comes out besides all others: {@code status INT, headers MAP<STRING, STRING>, body STRING}. */
    String RESPONSE = "$$RESPONSE";

    Dataset<Row> call(Node.ExternalCall node, Dataset<Row> rows);

    /** For data flows without such calls. */
    static ExternalCalls none() {
        return (node, rows) -> {
            throw JobException.of(ErrorCode.Internal, "Nobody answers the call '" + node.name() + "'.");
        };
    }
}
