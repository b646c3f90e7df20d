package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.FileFormat.Sheet;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of a worksheet as texts: numbers with the fifteen digits that Excel keeps, dates as {@code 2020-02-03} or
 * {@code 2020-02-03 04:05:06}, booleans as {@code true}; errors and empty cells are null. Empty rows are passed
 * over. Without a range, the table starts at the first cell that has a value.
 */
final class SheetRows implements TableScanner {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]");
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int WIDEST = 16_384;

    private final String file;
    private final Sheet format;
    private final Workbook workbook;
    private final XMLStreamReader xml;
    private final int lastRow;
    private final int firstRow;
    private int firstColumn;
    private int lastColumn;
    private int rowNumber;
    private List<String> values = List.of();
    private boolean pending;
    private int[] targets = {};

    SheetRows(ByteInput in, String file, Sheet format) throws IOException {
        this.file = file;
        this.format = format;
        byte[] bytes = in.stream().readAllBytes();
        if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xD0 && (bytes[1] & 0xFF) == 0xCF) {
            throw malformed("it is a workbook of the form .xls, which is not read; save it as .xlsx");
        }
        String[] corners =
                format.range().isEmpty() ? new String[0] : format.range().split(":");
        this.firstRow = corners.length > 0 ? row(corners[0]) : 1;
        this.firstColumn = corners.length > 0 ? column(corners[0]) : -1;
        this.lastRow = corners.length > 1 ? row(corners[1]) : Integer.MAX_VALUE;
        this.lastColumn = corners.length > 1 ? column(corners[1]) : -1;
        try {
            this.workbook = Workbook.read(bytes, format);
            this.xml = workbook.sheet();
        } catch (Workbook.NoSheet e) {
            throw malformed(e.getMessage());
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            throw malformed("it is not a workbook of the form .xlsx");
        }
    }

    @Override
    public List<String> header(boolean written) throws IOException {
        if (!readRow()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String name = written ? values.get(i) : null;
            name = name == null ? "_col" + i + "_" : name;
            if (!seen.add(name)) {
                throw malformed("the header names two columns '" + name + "'");
            }
            names.add(name);
        }
        pending = !written;
        return names;
    }

    @Override
    public void mapTo(List<String> names, Map<String, Integer> places) {
        targets = names.stream().mapToInt(places::get).toArray();
    }

    @Override
    public boolean next() throws IOException {
        if (pending) {
            pending = false;
            return true;
        }
        return readRow();
    }

    @Override
    public void fill(Object[] row) {
        for (int i = 0; i < targets.length; i++) {
            row[targets[i]] = i < values.size() ? UTF8String.fromString(values.get(i)) : null;
        }
    }

    private boolean readRow() throws IOException {
        try {
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT
                        || !xml.getLocalName().equals("row")) {
                    continue;
                }
                String number = xml.getAttributeValue(null, "r");
                rowNumber = number == null ? rowNumber + 1 : Integer.parseInt(number);
                if (rowNumber > lastRow) {
                    return false;
                }
                List<String> cells = cells();
                if (rowNumber >= firstRow && cells.stream().anyMatch(Objects::nonNull)) {
                    values = cut(cells);
                    if (values.stream().anyMatch(Objects::nonNull)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException e) {
            throw malformed("the worksheet is broken in row " + rowNumber);
        }
    }

    /** The part of the row that belongs to the table; the first row that has a value says where that is. */
    private List<String> cut(List<String> cells) {
        if (firstColumn < 0) {
            firstColumn = 0;
            while (cells.get(firstColumn) == null) {
                firstColumn++;
            }
        }
        if (lastColumn < 0) {
            lastColumn = cells.size() - 1;
            while (lastColumn > firstColumn && cells.get(lastColumn) == null) {
                lastColumn--;
            }
        }
        List<String> cut = new ArrayList<>();
        for (int i = firstColumn; i <= lastColumn; i++) {
            cut.add(i < cells.size() ? cells.get(i) : null);
        }
        return cut;
    }

    /** Values from the first column of the sheet, with null for what is not there. */
    private List<String> cells() throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        for (int event = xml.next(); !ends(event, "row"); event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String address = xml.getAttributeValue(null, "r");
                int column = address == null ? cells.size() : column(address);
                if (column >= WIDEST) {
                    throw new IndexOutOfBoundsException(column);
                }
                while (cells.size() < column) {
                    cells.add(null);
                }
                cells.add(cell());
            }
        }
        return cells;
    }

    private String cell() throws XMLStreamException {
        String type = String.valueOf(xml.getAttributeValue(null, "t"));
        String style = xml.getAttributeValue(null, "s");
        StringBuilder inline = new StringBuilder();
        String value = null;
        for (int event = xml.next(); !ends(event, "c"); event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = xml.getElementText();
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("t")) {
                inline.append(xml.getElementText());
            }
        }
        String text =
                switch (type) {
                    case "inlineStr" -> inline.toString();
                    case "s" -> value == null ? null : workbook.texts().get(Integer.parseInt(value.trim()));
                    case "b" -> value == null
                            ? null
                            : String.valueOf(value.trim().equals("1"));
                    case "e" -> null;
                    case "str", "d" -> value;
                    default -> value == null || value.isBlank() ? null : number(value.trim(), style);
                };
        return text == null || text.equals(format.nullValue()) ? null : text;
    }

    private String number(String value, String style) {
        boolean date = style != null && workbook.dateFormats().contains(Integer.parseInt(style));
        BigDecimal number = new BigDecimal(value).round(new MathContext(15));
        return date
                ? date(number)
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Days since the first; Excel counts a 29 February 1900 that never was. */
    private String date(BigDecimal serial) {
        long millis = serial.multiply(BigDecimal.valueOf(DAY_MILLIS))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        long days = Math.floorDiv(millis, DAY_MILLIS);
        LocalDate first = workbook.from1904()
                ? LocalDate.of(1904, 1, 1)
                : days < 60 ? LocalDate.of(1899, 12, 31) : LocalDate.of(1899, 12, 30);
        LocalDateTime time =
                first.plusDays(days).atStartOfDay().plusNanos(Math.floorMod(millis, DAY_MILLIS) * 1_000_000);
        if (time.toLocalTime().toSecondOfDay() == 0 && time.getNano() == 0) {
            return time.toLocalDate().toString();
        }
        String text = TIME.format(time);
        return text.endsWith(".000") ? text.substring(0, text.length() - 4) : text;
    }

    private boolean ends(int event, String name) {
        return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(name);
    }

    private static int row(String address) {
        return Integer.parseInt(address.replaceAll("\\D", ""));
    }

    /** {@code A} is 0, {@code AA} is 26. */
    private static int column(String address) {
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
        }
        return column - 1;
    }

    private JobException malformed(String reason) {
        return Malformed.at(file, 0, 0, reason);
    }
}
