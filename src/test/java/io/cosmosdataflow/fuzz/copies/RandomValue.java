package io.cosmosdataflow.fuzz.copies;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random values of columns and of members of documents: most are of one kind, some of any. */
public final class RandomValue {

    /** What most values of a column or member are. */
    enum Kind {
        WHOLE,
        FRACTION,
        FLAG,
        WORD,
        TIME,
        GUID,
        SPAN,
        BYTES
    }

    /** A number of a document, as it is written. */
    public record Number(String written) {
        @Override
        public String toString() {
            return written;
        }
    }

    private static final List<String> WHOLE =
            List.of("0", "1", "-3", "42", "255", "-32769", "2147483647", "4294967296", "9007199254740993");
    private static final List<String> FRACTIONS = List.of(
            "1.5",
            "1.10",
            "-0.25",
            "1e3",
            "5.0",
            "-2.5E-3",
            "0.1",
            "1e20",
            "123456789.125",
            "0.00001",
            "5.684341886080802E-14",
            "999999999.9995",
            "2.0005",
            "-7.12351",
            "12345678901234567890");
    private static final List<String> WORDS = List.of(
            "a",
            "",
            " ",
            "null",
            "True",
            "a,b",
            "say \"x\"",
            "it's",
            "Größe €",
            "😀",
            "line\nbreak",
            "back\\slash",
            "{}",
            "[1,2]",
            "tab\there",
            "#",
            "=1+1");
    private static final Map<String, OffsetDateTime> TIMES = times();
    /** Texts that are a time span, and as the standard format c has it. */
    private static final Map<String, String> SPANS = Map.of(
            "02:03:04", "02:03:04", "1.02:03:04.5", "1.02:03:04.5000000", "3", "3.00:00:00", "-2:03", "-02:03:00");

    private static final List<String> GUIDS =
            List.of("0f8fad5b-d9cb-469f-a165-70867728950e", "7C9E6679-7425-40DE-944B-E07FC1F90AE7");
    /** Texts that convert to something, and some that do not. */
    private static final Map<Kind, List<String>> TEXTS = Map.of(
            Kind.WHOLE, List.of("0", "7", " 12 ", "-3", "+5", "007", "2147483648", "18446744073709551615", "x"),
            Kind.FRACTION,
                    List.of(
                            "1.5", "1,234.5", "-.5", "1e3", "0.0001", "12.3456", "-2.0005", "NaN", "5", "1E-05",
                            "1.2.3"),
            Kind.FLAG, List.of("true", "False", " TRUE ", "1", "0", "yes"),
            Kind.WORD, WORDS,
            Kind.TIME, List.copyOf(TIMES.keySet()),
            Kind.GUID, GUIDS,
            Kind.SPAN, List.copyOf(SPANS.keySet()),
            Kind.BYTES, List.of("AP8=", "", "YWI=", "YQ==", "*"));

    private final Random random;

    RandomValue(Random random) {
        this.random = random;
    }

    /** Texts that are a point in time for the invariant culture, and which; one without an offset counts as UTC. */
    private static Map<String, OffsetDateTime> times() {
        Map<String, OffsetDateTime> times = new LinkedHashMap<>();
        times.put("2026-01-31T08:09:10Z", utc(2026, 1, 31, 8, 9, 10, 0));
        times.put("2026-01-31T08:09:10.1234567Z", utc(2026, 1, 31, 8, 9, 10, 123_456_700));
        times.put("2026-01-31T23:30:00-02:00", OffsetDateTime.of(2026, 1, 31, 23, 30, 0, 0, ZoneOffset.ofHours(-2)));
        times.put("2024-02-29T00:00:00", utc(2024, 2, 29, 0, 0, 0, 0));
        times.put("1969-12-31T23:59:58.5Z", utc(1969, 12, 31, 23, 59, 58, 500_000_000));
        times.put("0001-01-01T00:00:00Z", utc(1, 1, 1, 0, 0, 0, 0));
        return times;
    }

    private static OffsetDateTime utc(int year, int month, int day, int hour, int minute, int second, int nano) {
        return OffsetDateTime.of(year, month, day, hour, minute, second, nano, ZoneOffset.UTC);
    }

    /** Null of a text that is no time. */
    static OffsetDateTime time(String text) {
        return TIMES.get(text);
    }

    /** Null of a text that is no time span. */
    static String span(String text) {
        return SPANS.get(text);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Kind kind() {
        return one(List.of(Kind.values()));
    }

    /** Null for NULL. */
    String text(Kind kind) {
        return random.nextInt(7) == 0 ? null : one(TEXTS.get(random.nextInt(12) == 0 ? Kind.WORD : kind));
    }

    /** Null for null and for what is not there. */
    Object json(Kind kind) {
        if (random.nextInt(7) == 0) {
            return null;
        }
        boolean clear = kind == Kind.SPAN || kind == Kind.BYTES;
        Kind other = !clear && random.nextInt(10) == 0 ? kind() : kind;
        return switch (other) {
            case WHOLE -> new Number(one(WHOLE));
            case FRACTION -> new Number(one(FRACTIONS));
            case FLAG -> random.nextBoolean();
            default -> one(TEXTS.get(other));
        };
    }

    Object typed(CopyType type) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case DOUBLE -> new BigDecimal(one(FRACTIONS)).doubleValue();
            case MONEY -> new BigDecimal(one(List.of("0.000", "1.100", "-1.505", "999999999.999", "42.000")));
            case DECIMAL, WIDE -> new BigDecimal(one(List.of("0", "1.5", "-99999999999999999999.000000000000000001")))
                    .setScale(18);
            case STRING -> one(WORDS);
            case GUID -> one(GUIDS);
            case BYTES -> one(List.of("AP8=", "", "YWI="));
            case DATE -> LocalDate.parse(one(List.of("2026-01-31", "0001-01-01", "9999-12-31", "1969-12-31")));
            case DATETIME -> LocalDateTime.parse(one(List.of(
                    "2026-01-31T08:09:10.123456",
                    "2024-02-29T00:00:00",
                    "1969-12-31T23:59:58",
                    "9999-12-31T23:59:59")));
            default -> fitting(type);
        };
    }

    private BigInteger fitting(CopyType type) {
        BigInteger value = new BigInteger(one(WHOLE));
        return type.holds(value) ? value : BigInteger.TEN;
    }
}
