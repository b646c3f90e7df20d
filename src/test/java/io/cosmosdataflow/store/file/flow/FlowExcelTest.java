package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.dataset;
import static io.cosmosdataflow.store.file.flow.FlowFixture.failure;
import static io.cosmosdataflow.store.file.flow.FlowFixture.projection;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowExcelTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Workbook book = new Workbook(bytes, "test", "1.0");
        Worksheet first = book.newWorksheet("First");
        first.value(1, 1, "id");
        first.value(1, 2, "name");
        first.value(1, 3, "price");
        first.value(1, 4, "day");
        first.value(1, 5, "ok");
        first.value(2, 1, 1);
        first.value(2, 2, "a <b>");
        first.value(2, 3, 0.1);
        first.value(2, 4, LocalDateTime.of(2020, 2, 3, 4, 5, 6));
        first.style(2, 4).format("yyyy-MM-dd H:mm:ss").set();
        first.value(2, 5, true);
        first.value(4, 1, 12345678901L);
        first.value(4, 4, LocalDate.of(1900, 1, 1));
        first.style(4, 4).format("yyyy-mm-dd").set();
        Worksheet second = book.newWorksheet("Second");
        second.value(0, 0, "x");
        second.value(1, 0, "NULL");
        second.inlineString(2, 0, "y");
        book.finish();
        return bytes.toByteArray();
    }

    @Test
    void aSheetIsATableFromItsFirstCellOn() throws IOException {
        store.with("in/1.xlsx", workbook());
        Optional<Dataset> sheet = dataset("Excel", "in", "", ", 'sheetName': 'First', 'firstRowAsHeader': true");

        assertThat(store.rows(sheet, "{}", projection("id long, name string, price double, day timestamp, ok boolean")))
                .containsExactly(
                        "[1,a <b>,0.1,2020-02-03 04:05:06.0,true]",
                        "[12345678901,null,null,1900-01-01 00:00:00.0,null]");
        assertThat(store.read(sheet, "{}", projection("", true, false, true))
                        .schema()
                        .toDDL())
                .isEqualTo("id BIGINT,name STRING,price DOUBLE,day STRING,ok BOOLEAN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "'sheetIndex': 1 # [x]|[NULL]|[y]",
                "'sheetIndex': 1, 'nullValue': 'NULL' # [x]|[y]",
                "'sheetName': 'Second', 'range': 'A2' # [NULL]|[y]",
                "'sheetName': 'First', 'range': 'B3:C3' # [1,a <b>]",
                "'sheetName': 'First', 'range': 'C2:C3', 'firstRowAsHeader': true # [a <b>]",
                "'sheetName': 'First', 'range': 'D3:D3' # [0.1]",
            })
    void sheetAndRangeChooseTheCells(String format, String rows) throws IOException {
        store.with("in/1.xlsx", workbook());

        assertThat(store.rows(dataset("Excel", "in", "", ", " + format), "{}", projection("")))
                .containsExactly(rows.split("\\|"));
    }

    /**
     * "From the first non-empty row and column", "all the columns to the right": no value of the sheet is left out,
     * wherever the first row begins and ends. Source: Microsoft Learn, format-excel, {@code range}.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "- # [null,title,null,null]|[1,a,null,null]|[2,b,null,note]",
                "A3 # [null,1,a,null,null]|[null,2,b,null,note]",
                "C3 # [a,null,null]|[b,null,note]",
                "B3:C4 # [1,a]|[2,b]",
                "b2:c9 # [null,title]|[1,a]|[2,b]",
                "Z9 # -",
            })
    void theTableIsAllThatHasAValue(String range, String rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Workbook book = new Workbook(bytes, "test", "1.0");
        Worksheet sheet = book.newWorksheet("First");
        sheet.value(1, 2, "title");
        sheet.value(2, 1, 1);
        sheet.value(2, 2, "a");
        sheet.style(2, 9).bold().set();
        sheet.value(3, 1, 2);
        sheet.value(3, 2, "b");
        sheet.value(3, 4, "note");
        book.finish();
        store.with("in/1.xlsx", bytes.toByteArray());

        assertThat(store.rows(
                        dataset("Excel", "in", "", range == null ? "" : ", 'range': '" + range + "'"),
                        "{}",
                        projection("")))
                .containsExactly(rows == null ? new String[0] : rows.split("\\|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "1.xls # 'sheetIndex': 0 # it is a workbook of the form .xls, or has a password, which is not read; save it as .xlsx without one",
                "2.xlsx # 'sheetIndex': 0 # it is not a workbook of the form .xlsx.",
                "3.xlsx # 'sheetName': 'Third' # no such worksheet; there are: First, Second.",
            })
    void whatIsNoWorkbookIsAnError(String file, String format, String reason) throws IOException {
        store.with("in/1.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0})
                .with("in/2.xlsx", "text")
                .with("in/3.xlsx", workbook());

        JobException failure =
                failure(() -> store.rows(dataset("Excel", "in", file, ", " + format), "{}", projection("")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining(reason);
    }

    @Test
    void inlineAndCompressedWorkbooksAreRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(workbook());
        }
        store.with("in/1.xlsx.gz", bytes.toByteArray());

        assertThat(store.rows(
                        Optional.empty(),
                        "{'format': 'excel', 'container': 'c', 'folderPath': 'in', 'fileName': '1.xlsx.gz',"
                                + " 'sheetName': 'Second', 'firstRowAsHeader': true, 'compressionType': 'gzip'}",
                        projection("x string")))
                .containsExactly("[NULL]", "[y]");
    }
}
