package io.cosmosdataflow.copy.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedValueTest {

    /** JSON has them all as numbers (RFC 8259, section 6); no Double holds one of them. */
    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "1e2147483647", "1e-2147483649", "1.5e99999"})
    void aNumberThatNobodyCanReckonWithStaysAsItIsWritten(String number) {
        for (WantedValue wanted : WantedValue.values()) {
            assertThat(wanted.of(JsonToken.VALUE_NUMBER_FLOAT, number))
                    .isEqualTo(wanted == WantedValue.BOOLEAN ? "True" : number);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, False", "-0.00, False", "0e99999999999, False", "0.01, True", "-3, True", "1e-400, True"})
    void allNumbersButZeroAreTrue(String number, String expected) {
        assertThat(WantedValue.BOOLEAN.of(JsonToken.VALUE_NUMBER_FLOAT, number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = WantedValue.class,
            names = {"NUMBER", "TRUNCATED_NUMBER"})
    void aWholeNumberMayBeWrittenWithAnExponent(WantedValue wanted) {
        assertThat(wanted.of(JsonToken.VALUE_NUMBER_FLOAT, "1.5e3")).isEqualTo("1500");
    }
}
