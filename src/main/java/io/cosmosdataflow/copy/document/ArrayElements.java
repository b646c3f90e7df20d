package io.cosmosdataflow.copy.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The elements of a JSON array, each as the JSON text it is; of a value that is no array null, or the value itself. */
public final class ArrayElements implements UDF1<String, String[]> {

    private static final JsonFactory JSON = new JsonFactory();

    private final boolean orItself;
    private final boolean orNull;

    private ArrayElements(boolean orItself, boolean orNull) {
        this.orItself = orItself;
        this.orNull = orNull;
    }

    public static Column of(Column array) {
        return of(new ArrayElements(false, false), array);
    }

    /** A value that is no array counts as its only element. */
    public static Column orItself(Column value) {
        return of(new ArrayElements(true, true), value);
    }

    /** A value that is no array counts as its only element, but for null, which has none. */
    public static Column orItselfUnlessNull(Column value) {
        return of(new ArrayElements(true, false), value);
    }

    private static Column of(ArrayElements elements, Column value) {
        return functions
                .udf(elements, DataTypes.createArrayType(DataTypes.StringType))
                .apply(value);
    }

    @Override
    public String[] call(String array) throws IOException {
        if (array == null) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(array)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                boolean element = orItself && (orNull || first != JsonToken.VALUE_NULL);
                return element ? new String[] {array} : null;
            }
            List<String> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.getTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                boolean number = parser.currentToken().isNumeric();
                elements.add(
                        number
                                ? parser.getText()
                                : array.substring(
                                        start, (int) parser.getCurrentLocation().getCharOffset()));
            }
            return elements.toArray(String[]::new);
        }
    }
}
