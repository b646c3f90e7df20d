package io.cosmosdataflow.fuzz;

import io.cosmosdataflow.fuzz.copies.CopyRows;
import io.cosmosdataflow.fuzz.copies.RandomValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Whether what has been written is what must come out, digit by digit but for numbers in binary. */
final class SameRows {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

    private SameRows() {}

    static boolean same(CopyRows expected, CopyRows actual) {
        return expected.columns().equals(actual.columns())
                && expected.types().equals(actual.types())
                && same(expected.rows(), actual.rows());
    }

    private static boolean same(Object expected, Object actual) {
        if (expected instanceof List<?> items && actual instanceof List<?> others) {
            boolean all = items.size() == others.size();
            for (int i = 0; all && i < items.size(); i++) {
                all = same(items.get(i), others.get(i));
            }
            return all;
        }
        if (expected instanceof Map<?, ?> members && actual instanceof Map<?, ?> others) {
            return members.keySet().equals(others.keySet())
                    && members.keySet().stream().allMatch(name -> same(members.get(name), others.get(name)));
        }
        if (actual instanceof RandomValue.Number number) {
            return expected instanceof Double value
                    ? Double.parseDouble(number.written()) == value
                    : expected != null && number.written().equals(plain(expected));
        }
        if (expected instanceof BigDecimal value && actual instanceof BigDecimal other) {
            return value.compareTo(other) == 0;
        }
        if (actual instanceof String text) {
            return text.equals(inDocument(expected));
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static String plain(Object number) {
        return number instanceof BigDecimal value ? value.toPlainString() : number.toString();
    }

    /** A point in time is a text there, the shortest one, and so is a number that JSON does not have. */
    private static Object inDocument(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        }
        if (value instanceof LocalDateTime time) {
            return TIME.format(time).replaceFirst("\\.?0*$", "") + "Z";
        }
        if (value instanceof OffsetDateTime moment) {
            boolean utc = moment.getOffset().equals(ZoneOffset.UTC);
            return TIME.format(moment).replaceFirst("\\.?0*$", "") + (utc ? "+00:00" : moment.getOffset());
        }
        return value instanceof LocalDate day ? day.toString() : value;
    }
}
