package io.cosmosdataflow.script;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text of a script, which knows for each of its characters the place in the file where it is written.
 *
 * <p>A script stands in {@code scriptLines}, one JSON text a line, or as a whole in {@code script}, where line
 * ends are escapes and the place is a column of one long line. Files of 2019 have the statement of each stream in
 * the {@code script} of its source, transformation or sink, and none for the whole; later files keep those next to
 * the whole, and they mean nothing then.
 */
public final class ScriptText {

    /** What lies right and left of a caret in an excerpt, in characters. */
    private static final int EXCERPT_WIDTH = 100;

    /** A stretch of the text that stands in one line of the file; {@code start} is its offset in the text. */
    private record Piece(int start, int line) {}

    private final String text;
    private final String file;
    private final List<Piece> pieces;
    /** One-based column in the file, by offset; one more for the end of the text. */
    private final int[] columns;

    private ScriptText(String text, String file, List<Piece> pieces, int[] columns) {
        this.text = text;
        this.file = file;
        this.pieces = List.copyOf(pieces);
        this.columns = columns;
    }

    /**
     * The script of a data flow; empty if there is none or it is no text, which is reported.
     *
     * @param typeProperties of the data flow; {@code scriptLines} win over {@code script}
     * @param dataFlow where the data flow stands
     */
    public static Optional<ScriptText> of(JsonObject typeProperties, Span dataFlow, Issues issues) {
        Optional<JsonValue> lines = value(typeProperties, "scriptLines");
        if (lines.isPresent()) {
            return lines(lines.get(), issues);
        }
        Optional<JsonValue> script = value(typeProperties, "script");
        List<JsonObject> streams = streams(typeProperties);
        boolean whole = script.filter(
                        value -> !(value instanceof JsonText text && text.text().isBlank()))
                .isPresent();
        if (!whole
                && streams.stream().anyMatch(stream -> value(stream, "script").isPresent())) {
            return ofStreams(streams, issues);
        }
        if (script.isEmpty()) {
            issues.error(
                    ErrorCode.MissingProperty,
                    dataFlow,
                    "The data flow has no script: 'scriptLines' is missing.",
                    "Set 'scriptLines' to the lines of the script, or 'script' to the whole text.");
            return Optional.empty();
        }
        if (script.get() instanceof JsonText text) {
            return Optional.of(of(text));
        }
        wrong("script", "a text", script.get(), issues);
        return Optional.empty();
    }

    /** The entries of the JSON that a statement of the script belongs to. */
    private static List<JsonObject> streams(JsonObject typeProperties) {
        return Stream.of("sources", "transformations", "sinks")
                .flatMap(list -> value(typeProperties, list).stream())
                .filter(JsonArray.class::isInstance)
                .flatMap(list -> ((JsonArray) list).items().stream())
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The statements of all streams; the order of a script means nothing. */
    private static Optional<ScriptText> ofStreams(List<JsonObject> streams, Issues issues) {
        List<JsonText> statements = new ArrayList<>();
        for (JsonObject stream : streams) {
            Optional<JsonValue> script = value(stream, "script");
            if (script.isPresent() && script.get() instanceof JsonText text) {
                statements.add(text);
            } else if (script.isPresent()) {
                wrong("script", "a text", script.get(), issues);
            } else {
                issues.error(
                        ErrorCode.MissingProperty,
                        stream.span(),
                        "This stream has no 'script', while others of the data flow have one and the whole has none.",
                        "Set it to the statement that makes the stream, or set 'scriptLines' of the data flow to all of"
                                + " them.");
            }
        }
        return statements.size() < streams.size()
                ? Optional.empty()
                : Optional.of(of(statements.get(0).span().file(), statements));
    }

    /** A script or an expression that is the value of one JSON text. */
    public static ScriptText of(JsonText json) {
        return of(json.span().file(), List.of(json));
    }

    /**
     * A text that stands in no JSON file; positions are its own lines and columns.
     *
     * @param name stands for the file in positions
     */
    public static ScriptText of(String text, String name) {
        List<Piece> pieces = new ArrayList<>();
        int[] columns = new int[text.length() + 1];
        int start = 0;
        int line = 1;
        pieces.add(new Piece(0, 1));
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i - start + 1;
            if (i < text.length() && text.charAt(i) == '\n') {
                start = i + 1;
                pieces.add(new Piece(start, ++line));
            }
        }
        return new ScriptText(text, name, pieces, columns);
    }

    private static Optional<JsonValue> value(JsonObject object, String name) {
        return object.find(name).map(Member::value).filter(value -> !(value instanceof JsonNull));
    }

    private static Optional<ScriptText> lines(JsonValue value, Issues issues) {
        if (!(value instanceof JsonArray array)) {
            wrong("scriptLines", "an array of texts", value, issues);
            return Optional.empty();
        }
        List<JsonText> lines = new ArrayList<>();
        for (JsonValue item : array.items()) {
            if (item instanceof JsonText line) {
                lines.add(line);
            } else {
                wrong("scriptLines", "an array of texts", item, issues);
            }
        }
        return lines.size() < array.items().size()
                ? Optional.empty()
                : Optional.of(of(value.span().file(), lines));
    }

    private static void wrong(String name, String expected, JsonValue value, Issues issues) {
        issues.error(
                ErrorCode.InvalidProperty,
                value.span(),
                "'" + name + "' must be " + expected + "; this is " + value.kind() + ".",
                "");
    }

    private static ScriptText of(String file, List<JsonText> lines) {
        StringBuilder text = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        List<int[]> columns = new ArrayList<>();
        WrittenJson json = WrittenJson.of(file);
        for (JsonText line : lines) {
            if (!pieces.isEmpty()) {
                text.append('\n');
            }
            pieces.add(new Piece(text.length(), line.span().line()));
            columns.add(json.columns(line));
            text.append(line.text());
        }
        int[] all = columns.stream().flatMapToInt(Arrays::stream).toArray();
        return new ScriptText(text.toString(), file, pieces, all.length == 0 ? new int[] {1} : all);
    }

    public String text() {
        return text;
    }

    /** Where the character at {@code offset} is written; the end of the text for any later offset. */
    public Span at(int offset) {
        int place = Math.max(0, Math.min(offset, text.length()));
        int line = pieces.isEmpty() ? 1 : pieces.get(piece(place)).line();
        return new Span(file, line, columns[place]);
    }

    /** The last piece that starts at {@code offset} or before. */
    private int piece(int offset) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * The line of the script at {@code span} and, in a second line, a caret below the place; empty if the place
     * is not in this text. A tab is shown as one blank, and a long line is cut around the caret.
     */
    public String excerpt(Span span) {
        Objects.requireNonNull(span, "span");
        Optional<Integer> found = span.file().equals(file) ? offset(span) : Optional.empty();
        if (found.isEmpty()) {
            return "";
        }
        int offset = found.get();
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int lineEnd = text.indexOf('\n', offset);
        int end = lineEnd < 0 ? text.length() : lineEnd;
        while (start < offset && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int left = offset - start > EXCERPT_WIDTH ? offset - EXCERPT_WIDTH / 2 : start;
        int right = Math.min(end, Math.max(left + EXCERPT_WIDTH, offset + EXCERPT_WIDTH / 2));
        String before = left > start ? "..." : "";
        String shown = printable(text.substring(left, right)).stripTrailing();
        return before + shown + (right < end ? "..." : "") + "\n" + " ".repeat(before.length() + offset - left) + "^";
    }

    private Optional<Integer> offset(Span span) {
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            if (piece.line() != span.line() || columns[piece.start()] > span.column()) {
                continue;
            }
            int end = i + 1 < pieces.size() ? pieces.get(i + 1).start() - 1 : text.length();
            int found = Arrays.binarySearch(columns, piece.start(), end + 1, span.column());
            int offset = found >= 0 ? found : -found - 2;
            if (offset < end || columns[end] >= span.column()) {
                return Optional.of(offset);
            }
        }
        return Optional.empty();
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars()
                .forEach(each -> shown.append(
                        Character.isISOControl(each) || Character.isSurrogate((char) each) ? ' ' : (char) each));
        return shown.toString();
    }
}
