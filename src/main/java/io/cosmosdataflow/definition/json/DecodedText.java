package io.cosmosdataflow.definition.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text without the escapes of URLs, JSON and XML, which knows from where in the written text each character comes.
 *
 * @param starts where each character begins in the written text, and at last where that ends
 */
record DecodedText(String text, int[] starts) {

    private static final Pattern ESCAPE =
            Pattern.compile("(?:%[0-9a-fA-F]{2})++|\\\\u([0-9a-fA-F]{4})|\\\\([\"\\\\/bfnrt'])"
                    + "|&(?:#x([0-9a-fA-F]{1,6})|#(\\d{1,7})|(amp|lt|gt|quot|apos));");
    private static final Map<String, String> LETTERS = Map.of("b", "\b", "f", "\f", "n", "\n", "r", "\r", "t", "\t");
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

    /** As it is written. */
    static DecodedText of(String text) {
        int[] starts = new int[text.length() + 1];
        Arrays.setAll(starts, at -> at);
        return new DecodedText(text, starts);
    }

    /** With one layer of escapes less. */
    DecodedText decoded() {
        StringBuilder plain = new StringBuilder(text.length());
        int[] from = new int[text.length() + 1];
        Matcher escape = ESCAPE.matcher(text);
        int next = 0;
        while (escape.find()) {
            copy(plain, from, next, escape.start());
            if (escape.group().startsWith("%")) {
                percents(escape, plain, from);
            } else {
                String one = plain(escape);
                Arrays.fill(from, plain.length(), plain.length() + one.length(), starts[escape.start()]);
                plain.append(one);
            }
            next = escape.end();
        }
        copy(plain, from, next, text.length());
        from[plain.length()] = starts[text.length()];
        return new DecodedText(plain.toString(), Arrays.copyOf(from, plain.length() + 1));
    }

    private void copy(StringBuilder plain, int[] from, int start, int end) {
        System.arraycopy(starts, start, from, plain.length(), end - start);
        plain.append(text, start, end);
    }

    /** Bytes in UTF-8, each of three characters. */
    private void percents(Matcher escape, StringBuilder plain, int[] from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = escape.start(); at < escape.end(); at += 3) {
            bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
        }
        String characters = bytes.toString(StandardCharsets.UTF_8);
        int octet = 0;
        for (int i = 0; i < characters.length(); i++) {
            char each = characters.charAt(i);
            from[plain.length()] = starts[Math.min(escape.start() + octet * 3, escape.end() - 1)];
            plain.append(each);
            octet += octets(each);
        }
    }

    /** Of one of two surrogates: half of four. */
    private static int octets(char each) {
        if (each < 0x80) {
            return 1;
        }
        return each < 0x800 || Character.isSurrogate(each) ? 2 : 3;
    }

    private static String plain(Matcher escape) {
        if (escape.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        }
        if (escape.group(2) != null) {
            return LETTERS.getOrDefault(escape.group(2), escape.group(2));
        }
        if (escape.group(5) != null) {
            return ENTITIES.get(escape.group(5));
        }
        int code = escape.group(3) != null ? Integer.parseInt(escape.group(3), 16) : Integer.parseInt(escape.group(4));
        return Character.isValidCodePoint(code) ? Character.toString(code) : escape.group();
    }

    /** Notes where characters of this text are in the written one. */
    void mark(int start, int end, BitSet found) {
        found.set(starts[start], starts[end]);
    }
}
