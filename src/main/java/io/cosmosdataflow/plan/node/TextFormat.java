package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.demand.DocumentForm;
import java.util.Objects;
import java.util.Optional;

/**
 * How the texts of a parse transformation are written.
 *
 * @param namespaces whether names in XML keep the prefix of their namespace
 * @param json what JSON may have beyond the standard
 */
public record TextFormat(Kind kind, DocumentForm form, Delimited delimited, boolean namespaces, JsonLeniency json) {

    public TextFormat {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(delimited, "delimited");
        Objects.requireNonNull(json, "json");
    }

    /** JSON by the standard. */
    public static TextFormat ofJson(DocumentForm form) {
        return new TextFormat(
                Kind.json,
                form,
                new Delimited(false, ",", "", "", Optional.empty()),
                true,
                new JsonLeniency(false, false, false, false));
    }

    /** Data Factory's own words. */
    public enum Kind {
        json,
        xml,
        delimited
    }

    /**
     * The marks of delimited text; empty for none.
     *
     * @param header whether the first line has the names of the columns
     * @param nullValue the text that stands for NULL
     */
    public record Delimited(boolean header, String delimiter, String quote, String escape, Optional<String> nullValue) {

        public Delimited {
            Objects.requireNonNull(delimiter, "delimiter");
            Objects.requireNonNull(quote, "quote");
            Objects.requireNonNull(escape, "escape");
            Objects.requireNonNull(nullValue, "nullValue");
        }
    }

    /** Departures from JSON that are read. */
    public record JsonLeniency(
            boolean singleQuoted, boolean unquotedColumnNames, boolean hasComments, boolean backslashEscape) {}
}
