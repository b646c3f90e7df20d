package io.cosmosdataflow.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A workbook of one worksheet {@code Data}, written by hand, for what libraries do not write. Style 1 shows dates, the
 * shared texts are {@code shared} and an empty one. Source: ECMA-376, part 1, 18, SpreadsheetML.
 */
public final class WorkbookFile {

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private WorkbookFile(String sheet) {
        part(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                        + "<sheet name=\"Data\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>");
        part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
        part("xl/sharedStrings.xml", "<sst><si><t>shared</t></si><si><t/></si></sst>");
        part("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        part("xl/worksheets/sheet1.xml", sheet);
    }

    /** @param rows elements {@code row}, and what may stand behind them */
    public static WorkbookFile of(String rows, String... behind) {
        return new WorkbookFile(
                "<worksheet><sheetData>" + rows + "</sheetData>" + String.join("", behind) + "</worksheet>");
    }

    /** Cells of texts: rows by lines, columns by commas; nothing between two commas is no cell. */
    public static WorkbookFile ofTexts(String lines) {
        StringBuilder rows = new StringBuilder();
        int row = 0;
        for (String line : lines.split("\n")) {
            row++;
            rows.append("<row r=\"").append(row).append("\">");
            int column = 0;
            for (String text : line.split(",")) {
                char letter = (char) ('A' + column++);
                if (!text.isEmpty()) {
                    rows.append("<c r=\"" + letter + row + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>");
                }
            }
            rows.append("</row>");
        }
        return of(rows.toString());
    }

    public WorkbookFile part(String name, String text) {
        return part(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public WorkbookFile part(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
