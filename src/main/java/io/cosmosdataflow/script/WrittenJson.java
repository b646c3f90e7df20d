package io.cosmosdataflow.script;

import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Columns of the characters of a JSON text, as its file spells them: Data Factory itself writes a quote as
 * {@code \u0027} in some exports and plainly in others, which only the file tells.
 */
final class WrittenJson {

    private static final Pattern LINE_END = Pattern.compile("\r\n|[\r\n]");

    /** Lines of the file; empty if it cannot be read. */
    private final List<String> lines;

    private WrittenJson(List<String> lines) {
        this.lines = lines;
    }

    static WrittenJson of(String file) {
        try {
            String json = Files.readString(Path.of(file));
            return new WrittenJson(List.of(LINE_END.split(json.startsWith("\uFEFF") ? json.substring(1) : json)));
        } catch (IOException | InvalidPathException e) {
            return new WrittenJson(List.of());
        }
    }

    /**
     * The one-based column of each character of {@code json}, and last that of the closing quote; with the
     * shortest escapes if the file cannot be read or has changed.
     */
    int[] columns(JsonText json) {
        return written(json).orElseGet(() -> canonical(json));
    }

    private Optional<int[]> written(JsonText json) {
        int row = json.span().line() - 1;
        if (row >= lines.size()) {
            return Optional.empty();
        }
        String line = lines.get(row);
        String text = json.text();
        int place = json.span().column();
        int[] columns = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            columns[i] = place + 1;
            int length = escape(line, place, text.charAt(i));
            if (length == 0) {
                return Optional.empty();
            }
            place += length;
        }
        columns[text.length()] = place + 1;
        return place < line.length() && line.charAt(place) == '"' ? Optional.of(columns) : Optional.empty();
    }

    /** How many characters of {@code line} from {@code place} on stand for {@code character}; 0 if none do. */
    private static int escape(String line, int place, char character) {
        if (place >= line.length()) {
            return 0;
        }
        if (line.charAt(place) != '\\') {
            return line.charAt(place) == character ? 1 : 0;
        }
        if (line.startsWith("u", place + 1) && place + 6 <= line.length()) {
            String digits = line.substring(place + 2, place + 6);
            return digits.equalsIgnoreCase(String.format("%04x", (int) character)) ? 6 : 0;
        }
        return place + 1 < line.length() && unescaped(line.charAt(place + 1)) == character ? 2 : 0;
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> letter;
        };
    }

    private static int[] canonical(JsonText json) {
        String text = json.text();
        int[] columns = new int[text.length() + 1];
        int column = json.span().column() + 1;
        for (int i = 0; i < text.length(); i++) {
            columns[i] = column;
            char character = text.charAt(i);
            column += "\"\\\n\r\t\b\f".indexOf(character) >= 0 ? 2 : character < ' ' ? 6 : 1;
        }
        columns[text.length()] = column;
        return columns;
    }
}
