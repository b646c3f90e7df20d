package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.store.http.page.PageRequest;
import io.cosmosdataflow.store.http.page.PaginationRules;
import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.util.LongAccumulator;

/**
 * What the task of a read gets.
 *
 * @param bytes takes the length of what was answered
 */
record RestRead(
        String linkedService,
        PageRequest request,
        PaginationRules rules,
        PageServer server,
        AnswerDocuments documents,
        LongAccumulator bytes)
        implements Serializable {

    RestRead {
        Objects.requireNonNull(linkedService, "linkedService");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(documents, "documents");
        Objects.requireNonNull(bytes, "bytes");
    }
}
