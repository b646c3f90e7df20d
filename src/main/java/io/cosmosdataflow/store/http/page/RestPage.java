package io.cosmosdataflow.store.http.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.definition.json.JsonPath.Element;
import io.cosmosdataflow.definition.json.JsonPath.Member;
import io.cosmosdataflow.definition.json.JsonPath.Step;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.store.http.page.PageValue.InAnswer;
import io.cosmosdataflow.store.http.page.PageValue.InBody;
import io.cosmosdataflow.store.http.page.PageValue.InHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One answer with JSON in it, or with nothing. */
public final class RestPage {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final int NO_CONTENT = 204;

    private final WebAnswer answer;
    private final byte[] json;

    public RestPage(WebAnswer answer) {
        this.answer = answer;
        this.json = answer.text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What stands at a place of an answer.
     *
     * @param text of a single value; empty for null, an object and an array
     * @param single whether it is a text, a number, a boolean or null
     */
    record Found(String text, boolean single, boolean hasElements) {

        boolean isEmpty() {
            return text.isEmpty() && !hasElements;
        }
    }

    WebAnswer answer() {
        return answer;
    }

    /** In UTF-8. */
    public byte[] json() {
        return json.clone();
    }

    /** Whether the service has said that there is nothing. */
    boolean isNothing() {
        return answer.status() == NO_CONTENT;
    }

    Optional<Found> find(InAnswer place) {
        if (place instanceof InHeader header) {
            return answer.header(header.name()).map(text -> new Found(text.trim(), true, false));
        }
        return find(((InBody) place).path());
    }

    /** The answer is valid JSON, which whoever has read its documents has seen. */
    private Optional<Found> find(JsonPath path) {
        try (JsonParser parser = JSON.createParser(json)) {
            boolean there = parser.nextToken() != null;
            for (Step step : path.steps()) {
                there = there && below(parser, step);
            }
            return there ? Optional.of(found(parser)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean below(JsonParser parser, Step step) throws IOException {
        if (step instanceof Member member) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(member.name())) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        int left = ((Element) step).index();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (left-- == 0) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static Found found(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue()) {
            return new Found(token == JsonToken.VALUE_NULL ? "" : parser.getText(), true, false);
        }
        return new Found("", false, !parser.nextToken().isStructEnd());
    }
}
