package io.cosmosdataflow.store.storage;

import java.util.regex.Pattern;

/**
 * Data Factory's wildcards: {@code *} is any characters of a name, {@code ?} is one character or none, {@code
 * **} is any characters across folders, {@code ^} makes the next character plain. Case counts. Source:
 * Microsoft Learn, connector-azure-blob-storage, folder and file filter examples.
 */
final class Wildcard {

    private Wildcard() {}

    static boolean in(String text) {
        return text.matches(".*[*?^].*");
    }

    static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '^' && i + 1 < text.length()) {
                i++;
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            } else if (text.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]?");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
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
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int close = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (text.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (close > 0) {
                String inside = text.substring(i + 1, close)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&");
                regex.append('[')
                        .append(inside.startsWith("!") ? "^" + inside.substring(1) : inside)
                        .append(']');
                i = close;
            } else if (c == '{' && text.indexOf('}', i) > 0) {
                regex.append("(?:");
                braces++;
            } else if (c == '}' && braces > 0) {
                regex.append(')');
                braces--;
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString() + ")".repeat(braces), Pattern.DOTALL);
    }

    /** The folders before the first segment that has a wildcard of Hadoop's. */
    static String fixedPartOfGlob(String path) {
        StringBuilder fixed = new StringBuilder();
        for (String segment : path.split("/")) {
            if (segment.matches(".*[*?\\[{].*")) {
                break;
            }
            fixed.append(fixed.length() == 0 ? "" : "/").append(segment);
        }
        return fixed.toString();
    }

    /** The folders before the first segment that has a wildcard. */
    static String fixedPart(String folder) {
        StringBuilder fixed = new StringBuilder();
        for (String segment : folder.split("/")) {
            if (in(segment)) {
                break;
            }
            fixed.append(fixed.length() == 0 ? "" : "/").append(segment);
        }
        return fixed.toString();
    }
}
