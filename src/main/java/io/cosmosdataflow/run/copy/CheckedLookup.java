package io.cosmosdataflow.run.copy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.copy.CopyMapping;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.run.activity.RowJson;
import io.cosmosdataflow.run.activity.StoreFigures;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.kind.DataShape.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A lookup whose source is known. Its rows become documents as those of a copy into JSON would.
 *
 * <p>Source: Microsoft Learn, control-flow-lookup-activity: {@code firstRow}, or {@code count} and {@code value}.
 * There is no {@code firstRow} where there is no row.
 */
record CheckedLookup(BoundSource from, CopySettings settings, boolean firstRowOnly) implements CheckedActivity {

    @Override
    public ObjectNode run(ActivityContext given) {
        ActivityContext context = given.withSpark(ActivitySession.of(given.spark()));
        LookupLimit limit =
                new LookupLimit(firstRowOnly, context.scope().options().unlimitedLookups());
        try (SourceStore source = from.open(context, settings.namedMembers(shape()))) {
            List<String> documents = Located.at(from.linkedService(), () -> limit.of(documents(source, context)));
            if (limit.isCut(documents)) {
                context.remark().accept(LookupLimit.cutRemark());
            }
            return output(limit.kept(documents), source.metrics());
        }
    }

    private CopyShape shape() {
        DataShape rows = from.shape();
        DataShape documents = new DataShape(rows.dataset(), Kind.DOCUMENTS, "", List.of(), false, rows.span());
        return new CopyShape(rows, documents, from.source().detectDatetime(), false);
    }

    private Dataset<Row> documents(SourceStore source, ActivityContext context) {
        Dataset<Row> rows = source.read(context.spark());
        return new CopyMapping(settings, shape(), Optional.empty(), UnaryOperator.identity())
                .apply(rows, Optional.empty())
                .rows();
    }

    private ObjectNode output(List<String> documents, StoreMetrics read) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        if (firstRowOnly) {
            documents.stream().map(RowJson::parse).forEach(row -> output.set("firstRow", row));
        } else {
            output.put("count", documents.size());
            ArrayNode value = output.putArray("value");
            documents.stream().map(RowJson::parse).forEach(value::add);
        }
        output.put("effectiveIntegrationRuntime", RUNTIME);
        if (from.source().metrics()) {
            read.requests()
                    .ifPresent(requests -> StoreFigures.requests(List.of(requests), "", output.putObject("cosmos")));
        }
        return output;
    }
}
