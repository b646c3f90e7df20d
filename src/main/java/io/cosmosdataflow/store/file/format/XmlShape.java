package io.cosmosdataflow.store.file.format;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * What is known of the structure of XML documents before they are read. XML does not say whether an element that
 * stands there once is an array of one; a schema does, or a look at several documents.
 *
 * @param schema of the documents, as far as it is known; an element with a field there has the form of its type
 * @param lists paths of elements that are arrays everywhere
 * @param objects paths of elements that are objects everywhere, even where they have only text
 * @param survey whether documents are not read but surveyed: each becomes an object with the {@code lists} and
 *     {@code objects} in it
 * @param typed whether numbers and booleans are written as such, so that types can be inferred; else all values
 *     are texts
 */
public record XmlShape(StructType schema, Set<String> lists, Set<String> objects, boolean survey, boolean typed)
        implements Serializable {

    public XmlShape {
        Objects.requireNonNull(schema, "schema");
        lists = Set.copyOf(lists);
        objects = Set.copyOf(objects);
    }

    public static XmlShape of(StructType schema) {
        return new XmlShape(schema, Set.of(), Set.of(), false, false);
    }

    public static XmlShape toSurvey() {
        return new XmlShape(new StructType(), Set.of(), Set.of(), true, false);
    }
}
