package io.cosmosdataflow.store.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextsTest {

    @ParameterizedTest
    @CsvSource({
        "1.02:03:04,                1 day 02:03:04,             26:03:04",
        "-3.02:03:04.5000000,       -3 day -02:03:04.5000000,   -74:03:04.5000000",
        "23:59:59.1234560,          23:59:59.1234560,           23:59:59.1234560",
        "-00:00:01,                 -00:00:01,                  -00:00:01",
        "soon,                      soon,                       soon"
    })
    void daysAreWrittenAsDatabasesReadThem(String timespan, String days, String hours) {
        assertThat(TimeTexts.days(timespan)).isEqualTo(days);
        assertThat(TimeTexts.hours(timespan)).isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-02T08:00:00.5+02:00, 08:00:00.5+02:00",
        "2026-01-31T08:00:00Z,        08:00:00Z",
        "08:00:00+02:00,              08:00:00+02:00",
        "2026-01-31 08:00:00,         2026-01-31 08:00:00"
    })
    void aTimeOfDayLosesItsDate(String moment, String clock) {
        assertThat(TimeTexts.clock(moment)).isEqualTo(clock);
    }
}
