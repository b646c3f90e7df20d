package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.definition.json.WrittenNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The rows of a worksheet, one after the other, each from the first column of the sheet on. A cell with a formula has
 * the value that was computed last, a merged one stands at its upper left corner; hidden rows and columns are rows and
 * columns. Errors and empty cells are null. Source: ECMA-376, part 1, 18.3.1, worksheets.
 */
final class SheetCells {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]");
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int WIDEST = 16_384;

    /** The day after the last that Excel shows: 10000-01-01. */
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);

    private final Workbook workbook;
    private final XMLStreamReader xml;
    private int row;
    private List<String> values = List.of();

    SheetCells(Workbook workbook, XMLStreamReader xml) {
        this.workbook = workbook;
        this.xml = xml;
    }

    /**
     * Goes to the next row that is written down, be it empty.
     *
     * @throws XMLStreamException, NumberFormatException, IndexOutOfBoundsException if the worksheet is broken
     */
    boolean next() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("row")) {
                String number = xml.getAttributeValue(null, "r");
                row = number == null ? row + 1 : Integer.parseInt(number);
                values = cells();
                return true;
            }
        }
        return false;
    }

    /** Number of the row, from 1. */
    int row() {
        return row;
    }

    List<String> values() {
        return values;
    }

    /** {@code A1} is 0, {@code AA1} is 26. */
    static int column(String address) {
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
        }
        return column - 1;
    }

    private List<String> cells() throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        for (int event = xml.next(); !ends(event, "row"); event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String address = xml.getAttributeValue(null, "r");
                int column = address == null ? cells.size() : column(address);
                if (column < 0 || column >= WIDEST) {
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
        if (type.equals("inlineStr")) {
            return inline.toString();
        }
        if (value == null || type.equals("e")) {
            return null;
        }
        return switch (type) {
            case "s" -> workbook.texts().get(Integer.parseInt(value.trim()));
            case "b" -> String.valueOf(value.trim().equals("1"));
            case "str", "d" -> value;
            default -> value.isBlank() ? null : number(value.trim(), style);
        };
    }

    private String number(String value, String style) {
        boolean date = style != null && workbook.dateFormats().contains(Integer.parseInt(style));
        BigDecimal number = WrittenNumber.read(value)
                .orElseThrow(() -> new NumberFormatException(WrittenNumber.LIMITS))
                .round(new MathContext(15));
        boolean shown = number.signum() >= 0 && number.compareTo(LAST_DAY) < 0;
        return date && shown
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
}
