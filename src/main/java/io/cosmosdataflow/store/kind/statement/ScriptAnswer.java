package io.cosmosdataflow.store.kind.statement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a block of a script has given.
 *
 * @param results those that are kept
 * @param resultCount of all of them
 * @param affected rows that were changed, of all statements together
 * @param outputs values of parameters that come back, as the database writes them; null for NULL
 * @param messages of the database, in their order
 * @param messagesCut whether there were more than are kept
 */
public record ScriptAnswer(
        List<ResultRows> results,
        long resultCount,
        long affected,
        Map<String, String> outputs,
        List<String> messages,
        boolean messagesCut) {

    /**
     * A result.
     *
     * @param rows that are kept, with columns marked with their interim types; on the driver
     * @param count of all rows
     * @param kept how many are kept
     */
    public record ResultRows(Dataset<Row> rows, long count, int kept) {

        public ResultRows {
            Objects.requireNonNull(rows, "rows");
        }
    }

    public ScriptAnswer {
        results = List.copyOf(results);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        messages = List.copyOf(messages);
    }
}
