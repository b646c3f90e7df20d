package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.WorkbookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Worksheets as the source of a copy. Source: Microsoft Learn, format-excel; ECMA-376, part 1, 18.3.1.4 (cells). */
class ExcelFilesTest {

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() {
        store = new FileStoreFixture(directory);
    }

    private Dataset<Row> read(WorkbookFile workbook, String more) throws IOException {
        store.with("in/1.xlsx", workbook.bytes());
        return store.read(dataset("Excel", "in", "", more));
    }

    /** Without the path of the file. */
    private static List<String> rows(Dataset<Row> read) {
        return read.collectAsList().stream()
                .map(row -> row.toSeq().init().mkString(","))
                .toList();
    }

    /** Serial 1 is 1900-01-01; from 1900-03-01 on one less, as Excel counts 1900-02-29 (Microsoft, KB 214326). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            <c r="A1" t="s"><v>0</v></c> | shared
            <c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c> | a b
            <c r="A1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c> | xy
            <c r="A1"><f>SUM(B1:B9)</f><v>4.5</v></c> | 4.5
            <c r="A1" t="b"><v>1</v></c> | true
            <c r="A1" t="b"><v>0</v></c> | false
            <c r="A1"><v>0.30000000000000004</v></c> | 0.3
            <c r="A1"><v>1E+20</v></c> | 100000000000000000000
            <c r="A1"><v>-1.5E-7</v></c> | -0.00000015
            <c r="A1"><v>1234567890123456</v></c> | 1234567890123460
            <c r="A1" s="1"><v>1</v></c> | 1900-01-01
            <c r="A1" s="1"><v>61</v></c> | 1900-03-01
            <c r="A1" s="1"><v>43831</v></c> | 2020-01-01
            <c r="A1" s="1"><v>43831.75</v></c> | 2020-01-01 18:00:00
            <c r="A1" s="1"><v>2958465</v></c> | 9999-12-31
            <c r="A1" s="1"><v>2958466</v></c> | 2958466
            <c r="A1" s="1"><v>-1</v></c> | -1
            <c r="A1" s="0"><v>43831</v></c> | 43831
            <c t="inlineStr"><is><t>no address</t></is></c> | no address
            """)
    void aCellIsItsText(String cell, String text) throws IOException {
        assertThat(rows(read(WorkbookFile.of("<row r=\"1\">" + cell + "</row>"), "")))
                .containsExactly(text);
    }

    @Test
    void mergedAndHiddenCellsErrorsAndEmptyRows() throws IOException {
        WorkbookFile workbook = WorkbookFile.of(
                """
                <row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"/><c r="D2"><v>1</v></c></row>
                <row r="4"><c r="B4" t="e"><v>#DIV/0!</v></c><c r="C4" t="s"><v>1</v></c></row>
                <row r="5"><c r="C5"><v>2</v></c></row>
                <row r="6"><c r="Q6" s="1"/></row>""",
                "<mergeCells count=\"1\"><mergeCell ref=\"B2:C2\"/></mergeCells>");

        assertThat(rows(read(workbook, ""))).containsExactly("shared,null,1", "null,2,null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            | Prop_0,Prop_1,Prop_2 | id,,name;7,x,Ann
            'firstRowAsHeader': true | id,Prop_1,name | 7,x,Ann
            'firstRowAsHeader': 'True', 'nullValue': 'x' | id,Prop_1,name | 7,,Ann
            'range': 'B1' | Prop_0,Prop_1 | ,name;x,Ann
            'range': 'A2:B2', 'sheetName': 'Data' | Prop_0,Prop_1 | 7,x
            'range': 'A3:A3', 'sheetIndex': 0 | |
            """)
    void columnsHaveTheNamesOfTheHeaderOrNumbers(String settings, String names, String rows) throws IOException {
        Dataset<Row> read = read(WorkbookFile.ofTexts("id,,name\n7,x,Ann"), settings == null ? "" : settings);

        assertThat(Arrays.asList(read.columns()))
                .isEqualTo(Arrays.asList(((names == null ? "" : names + ",") + "$$FILEPATH").split(",")));
        assertThat(String.join(";", rows(read)).replace("null", "")).isEqualTo(rows == null ? "" : rows);
    }

    @Test
    void workbooksMayHaveOtherColumnsEach() throws IOException {
        store.with("in/2.xlsx", WorkbookFile.ofTexts("name,id\nBen,8").bytes());
        Dataset<Row> read = read(WorkbookFile.ofTexts("id\n7"), "'firstRowAsHeader': true");

        assertThat(read.columns()).containsExactly("id", "name", "$$FILEPATH");
        assertThat(read.collectAsList().toString()).isEqualTo("[[7,null,1.xlsx], [8,Ben,2.xlsx]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            <c r="A1" t="s"><v>2</v></c> | the worksheet is broken in row 3
            <c r="A1" t="s"><v>x</v></c> | the worksheet is broken in row 3
            <c r="A1"><v>12a</v></c> | the worksheet is broken in row 3
            <c r="A1"><v>1e999999999</v></c> | the worksheet is broken in row 3
            <c r="A1" s="x"><v>1</v></c> | the worksheet is broken in row 3
            <c r="XFE1"><v>1</v></c> | the worksheet is broken in row 3
            <c r="7"><v>1</v></c> | the worksheet is broken in row 3
            <c r="A1"><v>1</c> | the worksheet is broken in row
            """)
    void aBrokenWorksheetIsNamedWithItsRow(String cell, String reason) {
        JobException failure =
                failure(() -> rows(read(WorkbookFile.of("<row r=\"3\">" + cell + "</row>"), "'range': 'A1:C9'")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining("1.xlsx").hasMessageContaining(reason);
    }

    /** Of a good workbook: whatever is cut off its end, its directory is gone. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
    void aWorkbookThatIsCutOffIsAnError(double part) throws IOException {
        byte[] whole = WorkbookFile.ofTexts("a,b\n1,2").bytes();
        store.with("in/1.xlsx", Arrays.copyOf(whole, (int) (whole.length * part)));

        JobException failure = failure(() -> rows(store.read(dataset("Excel", "in", "", ""))));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining("it is not a workbook of the form .xlsx");
    }

    /** A part of blanks packs to a thousandth: 70 MB of it are beyond the ratio of archives, in memory at once. */
    @ParameterizedTest
    @ValueSource(strings = {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"})
    void aPartThatGrowsWithoutMeasureIsRefused(String part) throws IOException {
        WorkbookFile bomb = WorkbookFile.ofTexts("a").part(part, "<x>" + " ".repeat(70 << 20) + "</x>");

        JobException failure = failure(() -> rows(read(bomb, "")));

        assertThat(failure.code()).isEqualTo(ErrorCode.ArchiveTooLarge);
        assertThat(failure).hasMessageStartingWith("Archive '1.xlsx' holds more than 200 times its own size");
    }

    @Test
    void aPackedFileThatGrowsWithoutMeasureIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 70; i++) {
                gzip.write(blanks);
            }
        }
        store.with("in/1.xlsx.gz", bytes.toByteArray());

        JobException failure =
                failure(() -> rows(store.read(dataset("Excel", "in", "", "'compression': {'type': 'gzip'}"))));

        assertThat(failure.code()).isEqualTo(ErrorCode.ArchiveTooLarge);
    }

    /** The parser of worksheets reads no document types: neither other files nor entities that multiply. */
    @Test
    void entitiesAreNotFollowed() throws IOException {
        store.with("secret", "s");
        WorkbookFile hostile = WorkbookFile.ofTexts("a")
                .part(
                        "xl/sharedStrings.xml",
                        "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file://" + store.container.resolve("secret")
                                + "\">]><sst><si><t>&x;</t></si></sst>");

        assertThat(failure(() -> rows(read(hostile, ""))).code()).isEqualTo(ErrorCode.FileMalformed);
    }
}
