package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Dataset.DeclaredSchema;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/**
 * The shape of the data at one end of a copy, as far as the definitions tell it and a mapping must know it.
 *
 * @param dataset its name
 * @param nestingSeparator splits and joins the names of nested members; empty: names stay whole
 * @param columns what the dataset's {@code structure}, else its {@code schema} declares
 * @param structured whether there is a {@code structure}
 * @param span where the dataset is defined
 */
public record DataShape(
        String dataset,
        Kind kind,
        String nestingSeparator,
        List<DatasetColumn> columns,
        boolean structured,
        Span span) {

    /** What an end carries. */
    public enum Kind {
        /** Documents: Cosmos DB, JSON files. */
        DOCUMENTS,
        /** Documents that were XML, where an element that stands there once may be an array of one. */
        XML_DOCUMENTS,
        /** Columns of text with a header line. */
        TEXT,
        /** Columns of text without a header line. */
        HEADERLESS_TEXT,
        /** Typed columns of files: Parquet, Avro, ORC. */
        TYPED_FILE,
        /** Typed columns of a table. */
        TABLE
    }

    public DataShape {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(nestingSeparator, "nestingSeparator");
        columns = List.copyOf(columns);
        Objects.requireNonNull(span, "span");
    }

    /** Of a dataset, whose structure counts before its schema. */
    public static DataShape of(Dataset dataset, Kind kind, String nestingSeparator) {
        DeclaredSchema declared = dataset.declared();
        boolean structured =
                declared.structure().isPresent() && !declared.columns().isEmpty();
        return new DataShape(dataset.name(), kind, nestingSeparator, declared.columns(), structured, dataset.span());
    }

    /** As if its dataset declared nothing. */
    public DataShape withoutColumns() {
        return new DataShape(dataset, kind, nestingSeparator, List.of(), false, span);
    }

    public boolean hierarchical() {
        return kind == Kind.DOCUMENTS || kind == Kind.XML_DOCUMENTS;
    }

    /** Whether its columns are texts unless something else is declared. */
    public boolean text() {
        return kind == Kind.TEXT || kind == Kind.HEADERLESS_TEXT;
    }

    public boolean headerless() {
        return kind == Kind.HEADERLESS_TEXT;
    }
}
