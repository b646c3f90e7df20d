package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.archive.ArchiveLimits;
import io.cosmosdataflow.store.file.format.FileFormat.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of a worksheet as texts: numbers with the fifteen digits that Excel keeps, dates as {@code 2020-02-03} or
 * {@code 2020-02-03 04:05:06}, booleans as {@code true}. Empty rows are passed over. Without a range the table goes
 * from the first row and column that have a value to the last ones. Source: Microsoft Learn, format-excel, dataset
 * properties.
 */
final class SheetRows implements TableScanner {

    private final String file;
    private final Sheet format;
    private final Workbook workbook;
    private final SheetCells cells;
    private final Corners corners;
    private List<String> values = List.of();
    private boolean pending;
    private int[] targets = {};

    /** @param configuration with the limits of archives, of which a workbook is one */
    SheetRows(ByteInput in, String file, Sheet format, Configuration configuration) throws IOException {
        this.file = file;
        this.format = format;
        byte[] bytes = in.stream().readAllBytes();
        if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xD0 && (bytes[1] & 0xFF) == 0xCF) {
            throw malformed("it is a workbook of the form .xls, or has a password, which is not read; save it as .xlsx"
                    + " without one");
        }
        try {
            this.workbook = Workbook.read(file, bytes, format, ArchiveLimits.of(configuration));
            this.corners = corners();
            this.cells = workbook.sheet();
        } catch (Workbook.NoSheet e) {
            throw malformed(e.getMessage());
        } catch (IOException | XMLStreamException | RuntimeException e) {
            throw e instanceof JobException known ? known : malformed("it is not a workbook of the form .xlsx");
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
            name = name == null ? TableScanner.unnamed(i, format.lenient()) : name;
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
            while (cells.next() && cells.row() <= corners.lastRow()) {
                if (cells.row() >= corners.firstRow()) {
                    values = corners.cut(cells.values()).stream()
                            .map(this::known)
                            .toList();
                    if (values.stream().anyMatch(value -> value != null)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException e) {
            throw broken(cells);
        }
    }

    /** Null for what stands for it. */
    private String known(String value) {
        return value == null || value.equals(format.nullValue()) ? null : value;
    }

    /** Those of the range; what it leaves open is seen by a look at the whole sheet. */
    private Corners corners() throws IOException, XMLStreamException {
        Corners said = Corners.of(format.range());
        if (said.lastColumn() >= 0) {
            return said;
        }
        int first = Integer.MAX_VALUE;
        int last = Math.max(0, said.firstColumn());
        SheetCells all = workbook.sheet();
        try {
            while (all.next()) {
                List<String> row = all.row() < said.firstRow() ? List.of() : all.values();
                for (int i = Math.max(0, said.firstColumn()); i < row.size(); i++) {
                    if (row.get(i) != null && !row.get(i).isEmpty()) {
                        first = Math.min(first, i);
                        last = Math.max(last, i);
                    }
                }
            }
        } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException e) {
            throw broken(all);
        }
        int begin = said.firstColumn() >= 0 ? said.firstColumn() : first;
        return new Corners(said.firstRow(), said.lastRow(), begin, last);
    }

    private JobException broken(SheetCells at) {
        return malformed("the worksheet is broken in row " + at.row());
    }

    private JobException malformed(String reason) {
        return Malformed.at(file, 0, 0, reason);
    }

    /**
     * Where the table is in the sheet.
     *
     * @param firstRow from 1
     * @param firstColumn from 0; -1 if the range does not say it
     */
    private record Corners(int firstRow, int lastRow, int firstColumn, int lastColumn) {

        static Corners of(String range) {
            if (range.isEmpty()) {
                return new Corners(1, Integer.MAX_VALUE, -1, -1);
            }
            String[] ends = range.split(":");
            return new Corners(
                    row(ends[0]),
                    ends.length > 1 ? row(ends[1]) : Integer.MAX_VALUE,
                    SheetCells.column(ends[0]),
                    ends.length > 1 ? SheetCells.column(ends[1]) : -1);
        }

        private static int row(String address) {
            return Integer.parseInt(address.replaceAll("\\D", ""));
        }

        /** The cells of a row that belong to the table. */
        List<String> cut(List<String> row) {
            List<String> cut = new ArrayList<>();
            for (int i = firstColumn; i <= lastColumn; i++) {
                cut.add(i < row.size() ? row.get(i) : null);
            }
            return cut;
        }
    }
}
