package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.http.page.PageRequest;
import io.cosmosdataflow.store.http.page.PaginationRules;
import io.cosmosdataflow.store.provider.OpenTables;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/** The answers of a REST service as the source of a Copy activity: documents. Making one sends nothing. */
public final class RestSource implements SourceStore {

    private final String linkedService;
    private final PageRequest request;
    private final PaginationRules rules;
    private final PageServer server;
    private final AnswerDocuments documents;
    private final LongAccumulator bytes = new LongAccumulator();

    /** @param linkedService its name */
    public RestSource(
            String linkedService,
            PageRequest request,
            PaginationRules rules,
            PageServer server,
            AnswerDocuments documents) {
        this.linkedService = Objects.requireNonNull(linkedService, "linkedService");
        this.request = Objects.requireNonNull(request, "request");
        this.rules = Objects.requireNonNull(rules, "rules");
        this.server = Objects.requireNonNull(server, "server");
        this.documents = Objects.requireNonNull(documents, "documents");
    }

    @Override
    public boolean hierarchical() {
        return true;
    }

    /** Errors are {@code HttpCallFailed}, and {@code FileNotFound} in local mode, while the Dataset is used. */
    @Override
    public Dataset<Row> read(SparkSession spark) {
        spark.sparkContext().register(bytes);
        return OpenTables.read(
                spark, new RestTable(new RestRead(linkedService, request, rules, server, documents, bytes)));
    }

    /** {@inheritDoc} The length of the answers. */
    @Override
    public StoreMetrics metrics() {
        return StoreMetrics.NONE.withBytes(bytes.value());
    }

    @Override
    public void close() {
        // the task holds nothing but a page
    }
}
