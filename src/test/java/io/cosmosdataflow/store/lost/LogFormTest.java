package io.cosmosdataflow.store.lost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines as Data Factory's pages show them. */
class LogFormTest {

    private static final Instant AT = Instant.parse("2020-02-26T06:22:32.258658100Z");

    @Test
    void aSkippedRowInTheSessionLog() {
        assertThat(LogForm.SESSION.row(
                        AT, new LostRow("\"data1\", \"data2\"", "", "Cannot convert 'data3' to type 'DateTime'.")))
                .isEqualTo("2020-02-26 06:22:32.2586581,Warning,TabularRowSkip,\"\"\"data1\"\", \"\"data2\"\"\","
                        + "\"Cannot convert 'data3' to type 'DateTime'.\"\n");
        assertThat(LogForm.SESSION.row(AT, new LostRow("a", "2627", "Duplicate key.")))
                .endsWith(",\"2627: Duplicate key.\"\n");
    }

    @Test
    void aCopiedFileInTheSessionLog() {
        assertThat(LogForm.SESSION.file(FileEntry.read(AT, "a/b.csv")))
                .isEqualTo("2020-02-26 06:22:32.2586581,Info,FileRead,\"a/b.csv\","
                        + "\"Complete reading file successfully.\"\n");
    }

    @Test
    void aSkippedRowInTheRedirectLog() {
        assertThat(LogForm.REDIRECT.row(AT, new LostRow("\"data4\", \"data5\"", "2627", "The \"key\" exists.")))
                .isEqualTo("data4,data5,\"2627\",\"The \"\"key\"\" exists.\"\n");
        assertThat(LogForm.REDIRECT.file(FileEntry.read(AT, "a"))).isEmpty();
    }

    @Test
    void valuesOfARowAreQuoted() {
        String item = DelimitedItem.of(Arrays.asList("a", "b,c", null, "d\"e\", \"", "f\ng", 1));

        assertThat(item).isEqualTo("\"a\", \"b,c\", \"\", \"d\"\"e\"\", \"\"\", \"f\ng\", \"1\"");
        assertThat(LogForm.REDIRECT.row(AT, new LostRow(item, "", "m")))
                .isEqualTo("a,\"b,c\",,\"d\"\"e\"\", \"\"\",\"f\ng\",1,\"UserErrorInvalidDataValue\",\"m\"\n");
        assertThat(DelimitedItem.of(List.of())).isEmpty();
    }
}
