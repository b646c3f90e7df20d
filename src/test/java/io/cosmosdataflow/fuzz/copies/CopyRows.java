package io.cosmosdataflow.fuzz.copies;

import java.util.List;
import java.util.Optional;

/**
 * What a copy gives.
 *
 * @param columns of a tabular sink; of documents none
 * @param types Spark's of each column, where the sink has types
 * @param rows a value for each column; of documents one, the document
 * @param failure code of the error in place of rows
 */
public record CopyRows(List<String> columns, List<String> types, List<List<Object>> rows, Optional<String> failure) {

    /** What an end of a copy has. */
    public enum End {
        DOCUMENTS,
        TEXT,
        HEADERLESS,
        TYPED
    }

    static CopyRows failed(String code) {
        return new CopyRows(List.of(), List.of(), List.of(), Optional.of(code));
    }
}
