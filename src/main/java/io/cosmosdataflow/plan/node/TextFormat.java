package io.cosmosdataflow.plan.node;

import java.util.Objects;
import java.util.Optional;

/**
 * How the texts of a parse transformation are written.
 *
 * @param header whether the first line of delimited text has the names of the columns
 * @param nullValue the text that stands for NULL in delimited text
 * @param namespaces whether names in XML keep the prefix of their namespace
 * @param json what JSON may have beyond the standard
 */
public record TextFormat(
        Kind kind,
        DocumentForm form,
        boolean header,
        String delimiter,
        String quote,
        String escape,
        Optional<String> nullValue,
        boolean namespaces,
        JsonLeniency json) {

    public TextFormat {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(delimiter, "delimiter");
        Objects.requireNonNull(quote, "quote");
        Objects.requireNonNull(escape, "escape");
        Objects.requireNonNull(nullValue, "nullValue");
        Objects.requireNonNull(json, "json");
    }

    /** Data Factory's own words. */
    public enum Kind {
        json,
        xml,
        delimited
    }

    /** Data Factory's own words. */
    public enum DocumentForm {
        singleDocument,
        documentPerLine,
        arrayOfDocuments
    }

    /** Departures from JSON that are read. */
    public record JsonLeniency(
            boolean singleQuoted, boolean unquotedColumnNames, boolean hasComments, boolean backslashEscape) {}
}
