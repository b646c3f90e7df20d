package io.cosmosdataflow.store.file.format;

import java.io.Serializable;

/**
 * What the JSON of a data flow's source may have beyond JSON's own rules. Source: Microsoft Learn, format-json,
 * source format options.
 *
 * @param unquotedNames names of members without quotes
 * @param comments of C and C++
 * @param singleQuotes names and texts in single quotes
 * @param backslashes a backslash before any character
 */
public record JsonDialect(boolean unquotedNames, boolean comments, boolean singleQuotes, boolean backslashes)
        implements Serializable {

    public static final JsonDialect STRICT = new JsonDialect(false, false, false, false);

    public boolean strict() {
        return equals(STRICT);
    }
}
