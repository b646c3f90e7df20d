package io.cosmosdataflow.project;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cosmosdataflow.spark.Expressions;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.sql.Column;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads texts of JSON as typed values, in one pass over each text and straight into Spark's own representation.
 *
 * <p>Spark's {@code from_json} does not do: a whole number that is written {@code 5.0}, the text of a number, or a
 * number in a column of times are null to it, and one wrong element takes its array with it.
 */
public record DocumentParser(JsonReading reading) implements Serializable {

    /** Names of members may be data, as the keys of a map are; they are not kept for good. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** @param text one JSON value; null, and what is no JSON, gives null */
    static Column of(Column text, JsonReading reading) {
        return Expressions.call(new DocumentParser(reading), "parse", reading.type(), text);
    }

    /** The same, but never evaluated twice for a row, whatever filters look at parts of the result. */
    static Column once(Column text, JsonReading reading) {
        return Expressions.callOnce(new DocumentParser(reading), "parse", reading.type(), text);
    }

    /** Called by Spark's generated code. */
    public Object parse(UTF8String text) {
        try (JsonParser parser = JSON.createParser(text.getBytes())) {
            return parser.nextToken() == null ? null : reading.read(parser);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
