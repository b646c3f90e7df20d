package io.cosmosdataflow.store.storage;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Data Factory's wildcards: {@code *} is any characters of a name, {@code ?} is one character or none, {@code
 * **} is any characters across folders, {@code ^} makes the next character plain. Case counts. Source:
 * Microsoft Learn, connector-azure-blob-storage, folder and file filter examples.
 */
final class Wildcard {

    private Wildcard() {}

    static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '^' && i + 1 < text.length()) {
                regex.append(Pattern.quote(text.substring(i + 1, i + 2)));
                i += 2;
            } else {
                i = append(text, i, "[^/]?", regex);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /**
     * The wildcards of mapping data flows, which are Hadoop's: as above but that {@code ?} is one character, and
     * {@code [ab]}, {@code [a-z]}, {@code [^a]} and <code>{a,b}</code> are known. Source: Microsoft Learn,
     * data-flow-source, source options.
     */
    static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            int close = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (close > 0) {
                String inside = text.substring(i + 1, close)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&");
                regex.append('[')
                        .append(inside.startsWith("!") ? "^" + inside.substring(1) : inside)
                        .append(']');
                i = close + 1;
            } else if (c == '{' && text.indexOf('}', i) > 0) {
                regex.append("(?:");
                braces++;
                i++;
            } else if (c == '}' && braces > 0) {
                regex.append(')');
                braces--;
                i++;
            } else if (c == ',' && braces > 0) {
                regex.append('|');
                i++;
            } else {
                i = append(text, i, "[^/]", regex);
            }
        }
        return Pattern.compile(regex.toString() + ")".repeat(braces), Pattern.DOTALL);
    }

    /**
     * Appends stars, a question mark or a plain character.
     *
     * @param one what a question mark stands for
     * @return the place behind what is appended
     */
    private static int append(String text, int at, String one, StringBuilder regex) {
        if (text.startsWith("**/", at)) {
            regex.append("(?:.*/)?");
            return at + 3;
        }
        if (text.startsWith("**", at)) {
            regex.append(".*");
            return at + 2;
        }
        char c = text.charAt(at);
        regex.append(c == '*' ? "[^/]*" : c == '?' ? one : Pattern.quote(String.valueOf(c)));
        return at + 1;
    }

    /** The folders before the first segment that has a wildcard of Hadoop's. */
    static String fixedPartOfGlob(String path) {
        return before(path, segment -> segment.matches(".*[*?\\[{].*"));
    }

    /** The folders before the first segment that has a wildcard. */
    static String fixedPart(String folder) {
        return before(folder, segment -> segment.matches(".*[*?^].*"));
    }

    private static String before(String path, Predicate<String> wildcard) {
        return Arrays.stream(path.split("/")).takeWhile(wildcard.negate()).collect(Collectors.joining("/"));
    }
}
