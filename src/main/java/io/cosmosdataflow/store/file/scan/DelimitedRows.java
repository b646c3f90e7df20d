package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.format.FileFormat.Delimiters;
import io.cosmosdataflow.store.lost.DelimitedItem;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Cuts rows out of delimited text. A quoted value may hold delimiters and line ends; an escape character, or
 * a second quote, makes a quote plain; without a quote character the escape character makes a delimiter or
 * itself plain. An unquoted value that is the null value is null. Empty lines are passed over. Rows may have
 * fewer values than the first (the rest is null); one with more is an error, or skipped.
 */
final class DelimitedRows implements TableScanner {

    private static final byte[] NONE = {};
    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[] CARRIAGE_RETURN = {'\r'};

    private final ByteInput in;
    private final String file;
    private final FileSlice slice;
    private final byte[] columnDelimiter;
    private final byte[] rowDelimiter;
    private final byte[] quote;
    private final byte[] escape;
    /** Whether the escape character is none of the quotes. */
    private final boolean escapeApart;
    /** First bytes of what is more than itself, outside of quotes and inside. */
    private final boolean[] stops;

    private final boolean[] quotedStops;
    private final UTF8String nullValue;
    private final Set<UTF8String> alsoNull;
    private final boolean multiLine;
    private final boolean lenient;
    private final LostRows skipped;
    private final List<UTF8String> values = new ArrayList<>();
    private byte[] value = new byte[256];
    private int length;
    private boolean quoted;
    private boolean rowEnded;
    private boolean afterLineFeed = true;
    private long row;
    private long rowStart;
    private int[] targets;
    private boolean pending;

    /**
     * @param skip lines that are not empty to pass over, at the start of the file
     * @param skipped takes rows with too many values; null if they are errors
     */
    DelimitedRows(ByteInput in, String file, FileSlice slice, DelimitedText format, int skip, LostRows skipped)
            throws IOException {
        Delimiters marks = format.delimiters();
        this.in = in;
        this.file = file;
        this.slice = slice;
        this.columnDelimiter = bytes(marks.column());
        this.rowDelimiter = bytes(marks.row());
        this.quote = bytes(marks.quote());
        this.escape = bytes(marks.escape());
        this.nullValue = UTF8String.fromString(format.nullValue());
        this.alsoNull = format.alsoNull().stream().map(UTF8String::fromString).collect(Collectors.toSet());
        this.multiLine = format.multiLine();
        this.lenient = format.lenient();
        this.skipped = skipped;
        this.escapeApart = escape.length > 0 && !Arrays.equals(escape, quote);
        boolean anyLineEnd = rowDelimiter.length == 0;
        this.stops = ByteInput.stops(
                columnDelimiter,
                quote.length == 0 ? escape : NONE,
                anyLineEnd ? LINE_FEED : rowDelimiter,
                anyLineEnd ? CARRIAGE_RETURN : NONE);
        this.quotedStops =
                ByteInput.stops(quote, escape, multiLine ? NONE : LINE_FEED, multiLine ? NONE : CARRIAGE_RETURN);
        if (slice.start() == 0) {
            skipLines(skip);
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
            String name = written ? String.valueOf(values.get(i)) : TableScanner.unnamed(i, lenient);
            if (written && (values.get(i) == null || name.isEmpty()) && lenient) {
                name = TableScanner.unnamed(i, true);
            } else if (written && (values.get(i) == null || name.isEmpty())) {
                throw Malformed.at(file, row, rowStart, "column " + (i + 1) + " of the header has no name");
            }
            if (!seen.add(name)) {
                throw Malformed.at(file, row, rowStart, "the header names two columns '" + name + "'");
            }
            names.add(name);
        }
        pending = !written;
        return names;
    }

    @Override
    public void mapTo(List<String> names, Map<String, Integer> places) {
        targets = new int[names.size()];
        for (int i = 0; i < targets.length; i++) {
            Integer place = places.get(names.get(i));
            if (place == null) {
                throw Malformed.at(
                        file, row, rowStart, "column '" + names.get(i) + "' is not among those of the files before");
            }
            targets[i] = place;
        }
    }

    @Override
    public boolean next() throws IOException {
        if (pending) {
            pending = false;
            return true;
        }
        while (readRow()) {
            if (values.size() <= targets.length || lenient) {
                return true;
            }
            long line = slice.start() > 0 ? 0 : row;
            if (skipped == null) {
                throw Malformed.at(
                        file,
                        line,
                        rowStart,
                        "row with " + values.size() + " values where the first row has " + targets.length);
            }
            skipped.lost(new LostRow(
                    DelimitedItem.of(values),
                    Malformed.place(file, line, rowStart) + ": " + values.size() + " values where the first row has "
                            + targets.length + "."));
        }
        return false;
    }

    @Override
    public void fill(Object[] row) {
        for (int i = 0; i < targets.length; i++) {
            row[targets[i]] = i < values.size() ? values.get(i) : null;
        }
    }

    private boolean readRow() throws IOException {
        do {
            rowStart = in.position();
            if (in.peek() == -1 || (rowStart >= slice.end() && afterLineFeed)) {
                return false;
            }
            values.clear();
            rowEnded = false;
            while (!rowEnded) {
                readValue();
            }
            row++;
        } while (values.size() == 1 && !quoted && length == 0);
        return true;
    }

    private void readValue() throws IOException {
        length = 0;
        quoted = quote.length > 0 && in.take(quote);
        if (quoted) {
            readQuoted();
        }
        while (true) {
            appendUntil(stops);
            if (columnDelimiter.length > 0 && in.take(columnDelimiter)) {
                break;
            }
            if (atRowEnd()) {
                rowEnded = true;
                break;
            }
            if (quote.length == 0 && escape.length > 0 && in.take(escape)) {
                if (columnDelimiter.length > 0 && in.take(columnDelimiter)) {
                    append(columnDelimiter);
                } else {
                    in.take(escape);
                    append(escape);
                }
            } else {
                append(in.read());
            }
        }
        UTF8String text = UTF8String.fromBytes(Arrays.copyOf(value, length));
        values.add(!quoted && text.equals(nullValue) || alsoNull.contains(text) ? null : text);
    }

    private void readQuoted() throws IOException {
        while (true) {
            appendUntil(quotedStops);
            if (escapeApart && in.take(escape)) {
                if (in.take(quote)) {
                    append(quote);
                } else {
                    in.take(escape);
                    append(escape);
                }
            } else if (in.take(quote)) {
                if (!in.take(quote)) {
                    return;
                }
                append(quote);
            } else {
                if (!multiLine && (in.peek() == '\n' || in.peek() == '\r' || in.peek() == -1)) {
                    return;
                }
                int c = in.read();
                if (c == -1) {
                    throw Malformed.at(file, slice.start() > 0 ? 0 : row + 1, rowStart, "a quoted value has no end");
                }
                append(c);
            }
        }
    }

    private boolean atRowEnd() throws IOException {
        int next = in.peek();
        if (next == -1) {
            return true;
        }
        if (rowDelimiter.length > 0) {
            if (!in.take(rowDelimiter)) {
                return false;
            }
            afterLineFeed = rowDelimiter[rowDelimiter.length - 1] == '\n';
            return true;
        }
        if (next != '\n' && next != '\r') {
            return false;
        }
        in.read();
        afterLineFeed = next == '\n' || in.peek() == '\n';
        if (next == '\r' && afterLineFeed) {
            in.read();
        }
        return true;
    }

    private void skipLines(int skip) throws IOException {
        int skipped = 0;
        while (skipped < skip && in.peek() != -1) {
            boolean empty = true;
            while (!atRowEnd()) {
                in.read();
                empty = false;
            }
            row++;
            skipped += empty ? 0 : 1;
        }
    }

    private void appendUntil(boolean[] stops) throws IOException {
        for (int count = in.run(stops); count > 0; count = in.run(stops)) {
            if (value.length - length < count) {
                value = Arrays.copyOf(value, Math.max(value.length * 2, length + count));
            }
            in.take(value, length, count);
            length += count;
        }
    }

    private void append(byte[] bytes) {
        for (byte each : bytes) {
            append(each);
        }
    }

    private void append(int c) {
        if (length == value.length) {
            value = Arrays.copyOf(value, length * 2);
        }
        value[length++] = (byte) c;
    }

    private static byte[] bytes(String text) {
        return text.isEmpty() ? NONE : text.getBytes(StandardCharsets.UTF_8);
    }
}
