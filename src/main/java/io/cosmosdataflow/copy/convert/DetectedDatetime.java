package io.cosmosdataflow.copy.convert;

import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * Texts of documents that count as Datetime where {@code detectDatetime} is on: ISO 8601 with date and time.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, {@code detectDatetime}.
 */
public final class DetectedDatetime {

    private static final String ISO = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?(Z|[+-]\\d\\d:\\d\\d)?";
    private static final Pattern PATTERN = Pattern.compile(ISO);
    private static final DateTexts TEXTS = new DateTexts("", "");

    private DetectedDatetime() {}

    public static boolean matches(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** Whether a text looks like one; one whose month is 13 does, and has no {@link #value}. */
    public static Column matches(Column text) {
        return text.rlike("^" + ISO + "$");
    }

    /** The timestamp, in UTC; null if the text is none. */
    public static Column value(Column text) {
        return DateConversion.timestamp(TEXTS, text);
    }
}
