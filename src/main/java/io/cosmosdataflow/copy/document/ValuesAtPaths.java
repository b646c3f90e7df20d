package io.cosmosdataflow.copy.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.definition.json.JsonPath;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Takes the values of some paths out of a document's text, in one pass of a streaming parser.
 *
 * <p>Gives an array with a place for each path, null where the document has no value there, and one place more: the
 * path of an object or array that had to be a simple value.
 */
public final class ValuesAtPaths implements UDF1<String, String[]> {

    /** How values come out. */
    public enum Form {
        /** JSON text as it stands in the document; null is a text too. */
        JSON,
        /** Simple values as texts, see {@link WantedValue}; null as null; objects and arrays are complained of. */
        SIMPLE,
        /** As {@link #SIMPLE}, and objects and arrays as JSON text. */
        TEXT
    }

    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> shown;
    private final PathTree tree;
    private final List<WantedValue> wanted;
    private final Form form;

    private ValuesAtPaths(List<JsonPath> paths, List<WantedValue> wanted, Form form) {
        this.shown = paths.stream().map(JsonPath::toString).toList();
        this.tree = PathTree.of(paths);
        this.wanted = List.copyOf(wanted);
        this.form = form;
    }

    /** Values as JSON text. */
    public static Column json(Column document, List<JsonPath> paths) {
        return of(document, paths, Collections.nCopies(paths.size(), WantedValue.TEXT), Form.JSON);
    }

    /**
     * @param document text of one JSON value; null gives nulls
     * @param wanted one for each path
     */
    public static Column of(Column document, List<JsonPath> paths, List<WantedValue> wanted, Form form) {
        return functions
                .udf(new ValuesAtPaths(paths, wanted, form), DataTypes.createArrayType(DataTypes.StringType))
                .apply(document);
    }

    @Override
    public String[] call(String document) throws IOException {
        String[] values = new String[shown.size() + 1];
        if (document != null) {
            try (JsonParser parser = JSON.createParser(document)) {
                if (parser.nextToken() != null) {
                    value(parser, document, tree, values);
                }
            }
        }
        return values;
    }

    private void value(JsonParser parser, String document, PathTree node, String[] values) throws IOException {
        JsonToken token = parser.currentToken();
        int start = (int) parser.getTokenLocation().getCharOffset();
        if (token == JsonToken.START_OBJECT && !node.members.isEmpty()) {
            members(parser, document, node, values);
        } else if (token == JsonToken.START_ARRAY && !node.elements.isEmpty()) {
            elements(parser, document, node, values);
        } else if (token.isStructStart()) {
            parser.skipChildren();
        }
        if (!node.places.isEmpty()) {
            String text = text(parser, token, document, start);
            boolean complaint = token.isStructStart() && form == Form.SIMPLE;
            for (int place : node.places) {
                boolean plain = form == Form.JSON || text == null;
                values[place] =
                        complaint ? null : plain ? text : wanted.get(place).of(token, text);
                if (complaint) {
                    values[shown.size()] = shown.get(place);
                }
            }
        }
    }

    private void members(JsonParser parser, String document, PathTree node, String[] values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            PathTree below = node.members.get(parser.getCurrentName());
            parser.nextToken();
            if (below == null) {
                parser.skipChildren();
            } else {
                value(parser, document, below, values);
            }
        }
    }

    private void elements(JsonParser parser, String document, PathTree node, String[] values) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            PathTree below = node.elements.get(index);
            if (below == null) {
                parser.skipChildren();
            } else {
                value(parser, document, below, values);
            }
        }
    }

    private String text(JsonParser parser, JsonToken token, String document, int start) throws IOException {
        if (form != Form.JSON && token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (form != Form.JSON && token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token.isNumeric()) {
            return parser.getText();
        }
        parser.finishToken();
        return document.substring(start, (int) parser.getCurrentLocation().getCharOffset());
    }
}
