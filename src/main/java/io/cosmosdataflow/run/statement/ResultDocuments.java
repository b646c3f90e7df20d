package io.cosmosdataflow.run.statement;

import io.cosmosdataflow.copy.CopyMapping;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.kind.DataShape.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Rows of a result as a copy into JSON, and so a Lookup, would have them. */
final class ResultDocuments {

    private static final CopySettings AS_THEY_ARE = new CopySettings(List.of(), Translator.DEFAULT);

    private ResultDocuments() {}

    static List<String> of(Dataset<Row> rows) {
        CopyShape shape = new CopyShape(end(Kind.TABLE), end(Kind.DOCUMENTS), true, false);
        return new CopyMapping(AS_THEY_ARE, shape, Optional.empty(), UnaryOperator.identity())
                .apply(rows, Optional.empty())
                .rows()
                .select(Columns.DOCUMENT)
                .as(Encoders.STRING())
                .collectAsList();
    }

    /** What a script has, and no dataset names. */
    private static DataShape end(Kind kind) {
        return new DataShape("", kind, "", List.of(), false, Span.startOf(""));
    }
}
