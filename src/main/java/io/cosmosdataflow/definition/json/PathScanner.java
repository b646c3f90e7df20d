package io.cosmosdataflow.definition.json;

import io.cosmosdataflow.definition.json.JsonPath.Element;
import io.cosmosdataflow.definition.json.JsonPath.Member;
import io.cosmosdataflow.definition.json.JsonPath.Step;
import java.util.Optional;

/** Reads the steps of a path one after the other. Names may be as long as they like. */
final class PathScanner {

    private static final int MOST_DIGITS = 9;
    private static final String ENDS_NAME = ".[]'\"*";

    private final String text;
    private int at;

    PathScanner(String text) {
        this.text = text;
    }

    boolean more() {
        return at < text.length();
    }

    /**
     * The step that begins here; empty if none does.
     *
     * @param dotted whether a plain name has a dot before it
     */
    Optional<Step> next(boolean dotted) {
        if (text.charAt(at) != '[') {
            return name(dotted);
        }
        at++;
        Optional<Step> inside = more() && isQuote(text.charAt(at)) ? quoted() : index();
        boolean closed = more() && text.charAt(at) == ']';
        at++;
        return inside.filter(step -> closed);
    }

    private static boolean isQuote(char character) {
        return character == '\'' || character == '"';
    }

    private Optional<Step> name(boolean dotted) {
        boolean dot = text.charAt(at) == '.';
        int start = dot ? ++at : at;
        while (more() && ENDS_NAME.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return dot == dotted && at > start ? Optional.of(new Member(text.substring(start, at))) : Optional.empty();
    }

    /** A backslash makes the character behind it plain. */
    private Optional<Step> quoted() {
        char quote = text.charAt(at++);
        StringBuilder name = new StringBuilder();
        while (more() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (more()) {
                name.append(text.charAt(at++));
            }
        }
        boolean closed = more();
        at++;
        return closed ? Optional.of(new Member(name.toString())) : Optional.empty();
    }

    private Optional<Step> index() {
        int start = at;
        while (more() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > start && at - start <= MOST_DIGITS
                ? Optional.of(new Element(Integer.parseInt(text.substring(start, at))))
                : Optional.empty();
    }
}
