package io.cosmosdataflow.copy.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.type.InterimType;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each setting changes what a value becomes. */
class ConversionSettingsTest {

    private static final ConversionSettings STRICT = settings(false, false, null, null);

    private static ConversionSettings settings(boolean cut, boolean numbers, String format, String culture) {
        Optional<String> formats = Optional.ofNullable(format);
        return new ConversionSettings(cut, numbers, formats, formats, formats, formats, Optional.ofNullable(culture));
    }

    private static String convert(InterimType from, InterimType to, String value, ConversionSettings settings) {
        return ConversionTable.convert(value, ConversionTable.type(from), ConversionTable.type(to), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DECIMAL        | INT32    | 1.50                      | 1
                    DECIMAL        | UINT64   | 1.50                      | 1
                    DOUBLE         | INT64    | 1.5                       | 1
                    DOUBLE         | SINGLE   | 0.1                       | 0.1
                    DOUBLE         | DECIMAL  | 1.255                     | 1.26
                    STRING         | DECIMAL  | 1.255                     | 1.26
                    INT64          | DOUBLE   | 9007199254740993          | 9.007199254740992E15
                    DATETIME       | DATE     | 2026-01-31 08:00:00       | 2026-01-31
                    STRING         | DATE     | 2026-01-31T08:00:00       | 2026-01-31
                    STRING         | DATE     | 1969-12-30T08:00:00       | 1969-12-30
                    DATETIMEOFFSET | DATETIME | 2026-01-31T08:00:00+02:00 | 2026-01-31 08:00:00
                    """)
    void withoutTruncationAValueThatWouldLoseSomethingFails(
            InterimType from, InterimType to, String value, String cut) {
        assertThat(convert(from, to, value, ConversionSettings.DEFAULT)).isEqualTo(cut);
        assertThat(convert(from, to, value, STRICT)).isEqualTo("fails");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DECIMAL        | INT32    | 2.00                      | 2
                    DOUBLE         | INT64    | 2                         | 2
                    DOUBLE         | SINGLE   | 0.5                       | 0.5
                    DOUBLE         | DECIMAL  | 1.25                      | 1.25
                    STRING         | DECIMAL  | 1.250                     | 1.25
                    DECIMAL        | DOUBLE   | 1.25                      | 1.25
                    INT64          | DOUBLE   | 9007199254740992          | 9.007199254740992E15
                    DATETIME       | DATE     | 2026-01-31 00:00:00       | 2026-01-31
                    STRING         | DATE     | 2026-01-31T00:00:00Z      | 2026-01-31
                    STRING         | DATE     | 1969-12-30                | 1969-12-30
                    DATETIMEOFFSET | DATETIME | 2026-01-31T08:00:00Z      | 2026-01-31 08:00:00
                    """)
    void withoutTruncationAValueThatLosesNothingConverts(
            InterimType from, InterimType to, String value, String converted) {
        assertThat(convert(from, to, value, STRICT)).isEqualTo(converted);
    }

    @Test
    void booleansCanBeNumbersInTexts() {
        ConversionSettings numbers = settings(true, true, null, null);

        assertThat(convert(InterimType.BOOLEAN, InterimType.STRING, "true", numbers))
                .isEqualTo("1");
        assertThat(convert(InterimType.BOOLEAN, InterimType.STRING, "false", numbers))
                .isEqualTo("0");
        assertThat(convert(InterimType.STRING, InterimType.BOOLEAN, "1", numbers))
                .isEqualTo("true");
        assertThat(convert(InterimType.STRING, InterimType.BOOLEAN, "True", numbers))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DATETIME       | dd.MM.yyyy HH:mm:ss.fff       |       | 2026-01-31 08:09:10.5        | 31.01.2026 08:09:10.500
                    DATETIME       | s                             |       | 2026-01-31 08:09:10          | 2026-01-31T08:09:10
                    DATETIME       | ddd d MMM yy h:mm tt          |       | 2026-01-31 18:09:00          | Sat 31 Jan 26 6:09 PM
                    DATETIME       | dddd, d. MMMM yyyy            | de-DE | 2026-01-31 00:00:00          | Samstag, 31. Januar 2026
                    DATETIME       | d                             | de-DE | 2026-01-31 00:00:00          | 31.01.2026
                    DATETIME       | d                             | en-gb | 2026-01-31 00:00:00          | 31/01/2026
                    DATE           | yyyyMMdd                      |       | 2026-01-31                   | 20260131
                    DATETIMEOFFSET | yyyy-MM-dd HH:mm:ss zzz       |       | 2026-01-31T08:09:10+02:00    | 2026-01-31 08:09:10 +02:00
                    DATETIMEOFFSET | HH\\hK                        |       | 2026-01-31T08:09:10+02:00    | 08h+02:00
                    TIMESPAN       | dd\\.hh\\:mm                  |       | 1.02:03:00                   | 01.02:03
                    TIMESPAN       | G                             | de-DE | 1.02:03:04.5000000           | 1:02:03:04,5000000
                    TIMESPAN       | g                             |       | -02:03:04                    | -2:03:04
                    """)
    void aFormatIsWrittenAndReadInItsCulture(
            InterimType type, String format, String culture, String value, String text) {
        ConversionSettings settings = settings(true, false, format, culture);

        assertThat(convert(type, InterimType.STRING, value, settings)).isEqualTo(text);
        String read = convert(InterimType.STRING, type, text, settings);
        assertThat(convert(type, InterimType.STRING, read, settings)).isEqualTo(text);
        assertThat(convert(InterimType.STRING, type, text + "!", settings)).isEqualTo("fails");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    de-DE | STRING  | DOUBLE   | 1.234,5             | 1234.5
                    de-DE | STRING  | DECIMAL  | 1.234,56            | 1234.56
                    fr-FR | STRING  | DECIMAL  | 1 234,56            | 1234.56
                    de-DE | DOUBLE  | STRING   | 1234.5              | 1234,5
                    de-DE | DECIMAL | STRING   | 1234.50             | 1234,50
                    en-GB | STRING  | DATETIME | 1/2/2026            | 2026-02-01 00:00:00
                    de-DE | STRING  | DATETIME | 1.2.2026 08:09      | 2026-02-01 08:09:00
                    de-DE | STRING  | DATETIME | 2026-02-01T08:09:00 | 2026-02-01 08:09:00
                    """)
    void aCultureHasItsOwnNumbersAndDates(
            String culture, InterimType from, InterimType to, String value, String result) {
        assertThat(convert(from, to, value, settings(true, false, null, culture)))
                .isEqualTo(result);
        assertThat(convert(from, to, value, ConversionSettings.DEFAULT))
                .as(value.startsWith("2026") ? "ISO 8601 is the same everywhere" : "without a culture")
                .satisfies(plain -> assertThat(plain.equals(result)).isEqualTo(value.startsWith("2026")));
    }

    @Test
    void aColumnsOwnFormatAndCultureComeBeforeThoseOfTheSettings() {
        ColumnType source = new ColumnType(
                InterimType.STRING,
                Optional.of("en-US"),
                Optional.of("MM-dd-yyyy"),
                OptionalInt.empty(),
                OptionalInt.empty());

        assertThat(ConversionTable.convert(
                        "01-31-2026",
                        source,
                        ColumnType.of(InterimType.DATETIME),
                        settings(true, false, "dd.MM.yyyy", "de-DE")))
                .isEqualTo("2026-01-31 00:00:00");
    }

    @Test
    void aDecimalOfUnknownScaleHasNoZerosAtItsEnd() {
        ColumnType open = ColumnType.of(InterimType.DECIMAL);
        ColumnType text = ColumnType.of(InterimType.STRING);

        assertThat(ConversionTable.convert("100", open, text, ConversionSettings.DEFAULT))
                .isEqualTo("100");
        assertThat(ConversionTable.convert("0", open, text, ConversionSettings.DEFAULT))
                .isEqualTo("0");
        assertThat(ConversionTable.convert("1.50", open, text, ConversionSettings.DEFAULT))
                .isEqualTo("1.5");
    }

    @Test
    void unknownCulturesAndFormatsAreReported() {
        Issues issues = new Issues();
        Properties settings = Properties.of(
                (JsonObject)
                        JsonReader.read(
                                "copy.json",
                                """
                        {"allowDataTruncation": false, "culture": "xx-YY", "dateTimeFormat": "'open", "dateFormat": "q",
                         "dateTimeOffsetFormat": "zzz", "timeSpanFormat": "hh:mm"}
                        """),
                "typeConversionSettings of activity 'Copy'",
                issues);

        ConversionSettings read = ConversionSettings.read(settings);

        assertThat(read.allowDataTruncation()).isFalse();
        assertThat(read.dateTimeOffsetFormat()).contains("zzz");
        assertThat(issues.all())
                .extracting(Issue::code)
                .containsExactly(
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty);
    }

    @Test
    void detectedDatetimesAreTextsInIsoWithATime() {
        assertThat(DetectedDatetime.matches("2026-01-31T08:09:10.1234567+02:00"))
                .isTrue();
        assertThat(DetectedDatetime.matches("2026-01-31")).isFalse();
        assertThat(DetectedDatetime.matches("2026-01-31 08:09:10")).isFalse();
    }

    @Test
    void aConversionSaysWhatItDoes() {
        Conversion conversion = Conversion.between(
                        ColumnType.of(InterimType.STRING), ColumnType.of(InterimType.INT32), ConversionSettings.DEFAULT)
                .orElseThrow();

        assertThat(conversion.describe()).isEqualTo("String to Int32");
        assertThat(conversion.isIdentity()).isFalse();
    }
}
