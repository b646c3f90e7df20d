package io.cosmosdataflow.expression.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            d           | 3/5/2018
            D           | Monday, March 5, 2018
            f           | Monday, March 5, 2018 3:04 PM
            F           | Monday, March 5, 2018 3:04:09 PM
            g           | 3/5/2018 3:04 PM
            G           | 3/5/2018 3:04:09 PM
            m           | March 5
            M           | March 5
            o           | 2018-03-05T15:04:09.0120000Z
            O           | 2018-03-05T15:04:09.0120000Z
            r           | Mon, 05 Mar 2018 15:04:09 GMT
            R           | Mon, 05 Mar 2018 15:04:09 GMT
            s           | 2018-03-05T15:04:09
            t           | 3:04 PM
            T           | 3:04:09 PM
            u           | 2018-03-05 15:04:09Z
            U           | Monday, March 5, 2018 3:04:09 PM
            y           | March 2018
            Y           | March 2018
            yyyy/MM/dd  | 2018/03/05
            yy-M-d      | 18-3-5
            yyyyy       | 02018
            ddd dddd    | Mon Monday
            MMM MMMM    | Mar March
            HH H hh h   | 15 15 03 3
            m:s t tt    | 4:9 P PM
            ss.fff      | 09.012
            ss.FFFFF    | 09.012
            HH:mm:ssK   | 15:04:09Z
            zzz zz z    | +00:00 +00 +0
            'at' HH\\h   | at 15h
            "day" %d    | day 5
            yyyyMMddTHHmmss | 20180305T150409
            gg          | A.D.
            """)
    void aTimestampIsWrittenByDotNetsFormats(String format, String expected) {
        Timestamp timestamp = Timestamp.parse("2018-03-05T15:04:09.012Z").orElseThrow();

        assertThat(DotNetDateFormat.format(timestamp, format)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2018-03-05                       | 2018-03-05T00:00:00.0000000
            2018-03                          | 2018-03-01T00:00:00.0000000
            2018/3/5 1:02                    | 2018-03-05T01:02:00.0000000
            2018-03-05T01:02:03.123456789Z   | 2018-03-05T01:02:03.1234567Z
            2018-03-05 01:02:03 +01:00       | 2018-03-05T00:02:03.0000000Z
            2018-03-05T01:02:03-0130         | 2018-03-05T02:32:03.0000000Z
            3/5/2018 12:00:00 AM             | 2018-03-05T00:00:00.0000000
            03/05/2018 3:04:05 pm            | 2018-03-05T15:04:05.0000000
            Mon, 05 Mar 2018 15:04:09 GMT    | 2018-03-05T15:04:09.0000000Z
            Monday, March 5, 2018            | 2018-03-05T00:00:00.0000000
            5 March 2018 10:00               | 2018-03-05T10:00:00.0000000
            """)
    void timestampsAreReadInTheFormsThatDotNetKnows(String text, String expected) {
        assertThat(DotNetDateFormat.format(Timestamp.parse(text).orElseThrow(), "o"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "20180305",
                "2018-13-01",
                "2018-02-30",
                "2018-03-05T25:00:00",
                "13/13/2018",
                "5 Mrz 2018"
            })
    void whatIsNoTimestampIsNotRead(String text) {
        assertThat(Timestamp.parse(text)).isEmpty();
    }

    @Test
    void aFractionWithoutDigitsLosesItsPoint() {
        Timestamp timestamp = Timestamp.parse("2018-03-05T15:04:09").orElseThrow();

        assertThat(DotNetDateFormat.format(timestamp, "ss.FFF")).isEqualTo("09");
        assertThat(DotNetDateFormat.format(timestamp, "HHK")).isEqualTo("15");
    }

    @Test
    void everyWindowsZoneIsAZoneOfJava() {
        assertThat(WindowsZones.all()).hasSizeGreaterThan(130);
        assertThat(WindowsZones.all().values())
                .allSatisfy(iana -> assertThat(ZoneId.of(iana)).isNotNull());
    }

    @Test
    void zoneNamesAreFoundWhateverTheirCase() {
        assertThat(WindowsZones.find("pacific standard time")).isEqualTo(ZoneId.of("America/Los_Angeles"));
        assertThat(WindowsZones.find("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
    }
}
