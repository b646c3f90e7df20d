package io.cosmosdataflow.store.file.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.JsonDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Documents of JSON that takes liberties, as strict JSON. Objects one behind the other, or arrays of them;
 * numbers keep their digits.
 */
final class RelaxedDocuments implements RowScanner {

    private final JsonFactory factory;
    private final JsonParser parser;
    private final String file;
    private final ByteArrayOutputStream document = new ByteArrayOutputStream();

    RelaxedDocuments(ByteInput in, String file, JsonDialect dialect) throws IOException {
        this.file = file;
        JsonFactoryBuilder builder = new JsonFactoryBuilder()
                .configure(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, dialect.unquotedNames())
                .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, dialect.comments())
                .configure(JsonReadFeature.ALLOW_SINGLE_QUOTES, dialect.singleQuotes())
                .configure(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, dialect.backslashes());
        this.factory = builder.disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
        this.parser = factory.createParser(in.stream());
    }

    @Override
    public boolean next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null) {
                return false;
            }
            if (token != JsonToken.START_OBJECT) {
                throw malformed("an object is expected");
            }
            copy();
            return true;
        } catch (JsonProcessingException e) {
            // the parser's own message may quote the document
            throw malformed("the document is not JSON, even with the liberties of this source");
        }
    }

    private void copy() throws IOException {
        document.reset();
        try (JsonGenerator out = factory.createGenerator(document)) {
            int depth = 0;
            JsonToken token = parser.currentToken();
            do {
                switch (token) {
                    case START_OBJECT -> {
                        depth++;
                        out.writeStartObject();
                    }
                    case END_OBJECT -> {
                        depth--;
                        out.writeEndObject();
                    }
                    case START_ARRAY -> out.writeStartArray();
                    case END_ARRAY -> out.writeEndArray();
                    case FIELD_NAME -> out.writeFieldName(parser.currentName());
                    case VALUE_STRING -> out.writeString(parser.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
                    case VALUE_TRUE -> out.writeBoolean(true);
                    case VALUE_FALSE -> out.writeBoolean(false);
                    default -> out.writeNull();
                }
                token = depth == 0 ? token : parser.nextToken();
                if (token == null) {
                    throw malformed("the object has no end");
                }
            } while (depth > 0);
        }
    }

    @Override
    public void fill(Object[] values) {
        values[0] = UTF8String.fromBytes(document.toByteArray());
    }

    private JobException malformed(String reason) {
        return Malformed.at(
                file,
                parser.getTokenLocation().getLineNr(),
                Math.max(0, parser.getTokenLocation().getByteOffset()),
                reason);
    }
}
