package io.cosmosdataflow.expression.date;

import java.text.DateFormatSymbols;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What dates look like in a culture. For en-US and the invariant culture the standard formats are those of .NET; for
 * the others they are Java's, with years of four digits.
 */
record DateCulture(
        Locale locale, Names days, Names months, String am, String pm, String dateSeparator, String timeSeparator) {

    private static final Map<Character, String> EVERYWHERE = Map.of(
            'o', "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
            'r', "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
            's', "yyyy-MM-dd'T'HH:mm:ss",
            'u', "yyyy-MM-dd HH:mm:ss'Z'");

    private static final Map<Character, String> AMERICAN = Map.of(
            'd', "M/d/yyyy",
            'D', "dddd, MMMM d, yyyy",
            't', "h:mm tt",
            'T', "h:mm:ss tt",
            'm', "MMMM d",
            'y', "MMMM yyyy");

    private static final Map<Character, String> INVARIANT = Map.of(
            'd', "MM/dd/yyyy",
            'D', "dddd, dd MMMM yyyy",
            't', "HH:mm",
            'T', "HH:mm:ss",
            'm', "MMMM dd",
            'y', "yyyy MMMM");

    /** Of days or months, in order. */
    record Names(List<String> full, List<String> brief) {

        private static Names of(Function<TextStyle, Stream<String>> names) {
            return new Names(
                    names.apply(TextStyle.FULL).toList(),
                    names.apply(TextStyle.SHORT).toList());
        }

        /** @param letters of the pattern: three ask for the short names */
        List<String> of(int letters) {
            return letters == 3 ? brief : full;
        }
    }

    static DateCulture of(Locale locale) {
        Locale words = locale.equals(Locale.ROOT) ? Locale.US : locale;
        String[] halves = new DateFormatSymbols(words).getAmPmStrings();
        return new DateCulture(
                locale,
                Names.of(style -> Arrays.stream(DayOfWeek.values()).map(day -> day.getDisplayName(style, words))),
                Names.of(style -> Arrays.stream(Month.values()).map(month -> month.getDisplayName(style, words))),
                halves[0],
                halves[1],
                separator(javaPattern(FormatStyle.SHORT, null, words), "/"),
                separator(javaPattern(null, FormatStyle.SHORT, words), ":"));
    }

    /** The custom format that a letter stands for; null if it stands for none. */
    String standard(char letter) {
        char lower = Character.toLowerCase(letter);
        return switch (letter) {
            case 'o', 'O', 'r', 'R', 's', 'u' -> EVERYWHERE.get(lower);
            case 'd', 'D', 't', 'T' -> local(letter);
            case 'm', 'M', 'y', 'Y' -> local(lower);
            case 'f' -> local('D') + " " + local('t');
            case 'F', 'U' -> local('D') + " " + local('T');
            case 'g' -> local('d') + " " + local('t');
            case 'G' -> local('d') + " " + local('T');
            default -> null;
        };
    }

    private String local(char letter) {
        if (locale.equals(Locale.ROOT)) {
            return INVARIANT.get(letter);
        }
        if (locale.equals(Locale.US)) {
            return AMERICAN.get(letter);
        }
        return switch (letter) {
            case 'd' -> dotNet(javaPattern(FormatStyle.SHORT, null, locale)).replaceAll("(?<!y)yy?(?!y)", "yyyy");
            case 'D' -> dotNet(javaPattern(FormatStyle.FULL, null, locale));
            case 't' -> dotNet(javaPattern(null, FormatStyle.SHORT, locale));
            case 'T' -> dotNet(javaPattern(null, FormatStyle.MEDIUM, locale));
            default -> AMERICAN.get(letter);
        };
    }

    private static String javaPattern(FormatStyle date, FormatStyle time, Locale locale) {
        return DateTimeFormatterBuilder.getLocalizedDateTimePattern(date, time, IsoChronology.INSTANCE, locale);
    }

    private static String dotNet(String pattern) {
        return pattern.replace('\u202f', ' ')
                .replace("EEEE", "dddd")
                .replace("EEE", "ddd")
                .replace('L', 'M')
                .replaceAll("a+|B+", "tt")
                .replaceAll("(?<!y)y(?!y)", "yyyy");
    }

    private static String separator(String pattern, String otherwise) {
        return pattern.chars()
                .filter(each -> !Character.isLetter(each))
                .mapToObj(each -> String.valueOf((char) each))
                .findFirst()
                .orElse(otherwise);
    }
}
