package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.meter.RequestKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/emulator.md names what the fault switch takes. */
class EmulatorPageTest {

    private static final Page PAGE = Page.of("emulator.md");

    @Test
    void everyFaultIsDescribedWithItsStatus() {
        List<Page.Row> faults =
                PAGE.rows().stream().filter(row -> row.table().equals("fault")).toList();

        assertThat(faults)
                .extracting(row -> row.cells().get(0))
                .containsExactlyElementsOf(Stream.of(Fault.values())
                        .map(fault -> "`" + fault + "`")
                        .toList());
        assertThat(faults).allSatisfy(row -> {
            Fault fault = Fault.named(row.cells().get(0).replace("`", ""));
            assertThat(row.cells().get(1)).startsWith(start(fault));
            if (fault.substatus() > 0) {
                assertThat(row.cells().get(1)).contains("sub-status " + fault.substatus());
            }
        });
    }

    private static String start(Fault fault) {
        if (fault.isAnswer()) {
            return String.valueOf(fault.status());
        }
        return switch (fault.ending()) {
            case RESET -> "the connection is reset";
            case CLOSE -> "the connection is closed";
            case SILENCE -> "there is never an answer";
            case ANSWER -> fault == Fault.LATE ? "the request is carried out" : "the physical partition";
        };
    }

    @Test
    void everyKindOfRequestIsNamed() {
        assertThat(PAGE.code())
                .containsAll(Arrays.stream(RequestKind.values())
                        .map(RequestKind::name)
                        .toList());
    }
}
