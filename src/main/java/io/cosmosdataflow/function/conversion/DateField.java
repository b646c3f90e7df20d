package io.cosmosdataflow.function.conversion;

import java.text.DateFormatSymbols;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of a {@link DatePattern}: a run of one letter, or text that must stand there.
 *
 * @param letter {@code '} for text
 * @param width of digits if digits of the next field follow at once, else 0
 * @param names months, or the halves of the day; empty for numbers
 */
record DateField(char letter, int count, int width, String literal, List<String> names) {

    private static final int MOST_DIGITS = 9;
    private static final int DIGITS_OF_MILLIS = 3;

    static List<DateField> split(String pattern, DateFormatSymbols symbols) {
        List<DateField> fields = new ArrayList<>();
        int i = 0;
        while (i < pattern.length()) {
            char letter = pattern.charAt(i);
            int end = i + 1;
            if (isLetter(letter)) {
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                fields.add(new DateField(letter, end - i, 0, "", names(letter, end - i, symbols)));
            } else {
                StringBuilder text = new StringBuilder();
                end = literal(pattern, i, text);
                fields.add(new DateField('\'', 0, 0, text.toString(), List.of()));
            }
            i = end;
        }
        for (int field = 0; field + 1 < fields.size(); field++) {
            if (fields.get(field).isNumber() && fields.get(field + 1).isNumber()) {
                DateField of = fields.get(field);
                fields.set(field, new DateField(of.letter, of.count, of.count, "", List.of()));
            }
        }
        return fields;
    }

    /** The letters of a pattern that stand for something. */
    static String lettersOf(String pattern) {
        StringBuilder letters = new StringBuilder();
        boolean quoted = false;
        for (char each : pattern.toCharArray()) {
            quoted ^= each == '\'';
            if (!quoted && isLetter(each)) {
                letters.append(each);
            }
        }
        return letters.toString();
    }

    /** Where the next field begins; negative if the text does not fit. */
    int parse(String text, int from, DateFields found) {
        if (letter == '\'') {
            return text.startsWith(literal, from) ? from + literal.length() : -1;
        }
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (!names.isEmpty()) {
            return name(text, at, found);
        }
        return isNumber() ? number(text, at, found) : zone(text, at, found);
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    private boolean isNumber() {
        return "yMLdDHkKhmsSu".indexOf(letter) >= 0 && names.isEmpty();
    }

    private static int literal(String pattern, int from, StringBuilder text) {
        int at = from;
        boolean quoted = false;
        while (at < pattern.length() && (quoted || !isLetter(pattern.charAt(at)))) {
            char character = pattern.charAt(at);
            if (character != '\'') {
                text.append(character);
            } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'') {
                text.append('\'');
                at++;
            } else {
                quoted = !quoted;
            }
            at++;
        }
        return at;
    }

    private static List<String> names(char letter, int count, DateFormatSymbols symbols) {
        return switch (letter) {
            case 'M', 'L' -> count < 3 ? List.of() : join(symbols.getMonths(), symbols.getShortMonths());
            case 'E' -> join(symbols.getWeekdays(), symbols.getShortWeekdays());
            case 'a' -> List.of(symbols.getAmPmStrings());
            default -> List.of();
        };
    }

    private static List<String> join(String[] full, String[] abbreviated) {
        List<String> names = new ArrayList<>(List.of(full));
        names.addAll(List.of(abbreviated));
        return names;
    }

    /** The longest name that fits: May is short for nothing, but Jun is for June. */
    private int name(String text, int at, DateFields found) {
        int best = -1;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean longer = !name.isEmpty()
                    && (best < 0 || name.length() > names.get(best).length());
            if (longer && text.regionMatches(true, at, name, 0, name.length())) {
                best = i;
            }
        }
        if (best < 0) {
            return -1;
        }
        int value = letter == 'a' ? best : best % (names.size() / 2) + 1;
        found.put(letter, value);
        return at + names.get(best).length();
    }

    private int number(String text, int from, DateFields found) {
        int most = width > 0 ? width : MOST_DIGITS;
        int value = 0;
        int at = from;
        while (at < text.length() && at - from < most && isDigit(text.charAt(at))) {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        if (at == from) {
            return -1;
        }
        if (letter == 'y' && count <= 2 && at - from == 2) {
            found.putShortYear(value);
        } else if (letter == 'S' && at - from > DIGITS_OF_MILLIS) {
            // More than milliseconds can only be meant as a fraction; timestamps keep milliseconds of it.
            found.put(letter, Integer.parseInt(text, from, from + DIGITS_OF_MILLIS, 10));
        } else {
            found.put(letter, value);
        }
        return at;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private int zone(String text, int from, DateFields found) {
        if (from >= text.length()) {
            return -1;
        }
        char first = text.charAt(from);
        if (first == '+' || first == '-') {
            return offset(text, from, found);
        }
        if (letter == 'X') {
            found.putOffset(0);
            return first == 'Z' ? from + 1 : -1;
        }
        int at = from;
        while (at < text.length() && (isLetter(text.charAt(at)) || "/_".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String name = text.substring(from, at);
        if (name.equals("GMT") && at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
            return offset(text, at, found);
        }
        return !name.isEmpty() && found.putZone(name) ? at : -1;
    }

    /** {@code +01}, {@code +0100}, {@code +01:00}. */
    private static int offset(String text, int from, DateFields found) {
        int digits = 0;
        int value = 0;
        int at = from + 1;
        while (at < text.length() && digits < 4) {
            char character = text.charAt(at);
            if (isDigit(character)) {
                value = value * 10 + character - '0';
                digits++;
            } else if (character != ':' || digits == 0 || digits > 2) {
                break;
            }
            at++;
        }
        if (digits == 0) {
            return -1;
        }
        int minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
        found.putOffset(text.charAt(from) == '-' ? -minutes : minutes);
        return at;
    }
}
