package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the slices of one task, one after the other. */
final class TextReader implements PartitionReader<InternalRow> {

    private final TextReaderFactory factory;
    private final Iterator<FileSlice> slices;
    private final Map<String, Integer> places = new HashMap<>();
    private final Object[] values;
    private final InternalRow row;
    /** Of all slices, which are of one container; null before the first. */
    private FileSystem files;

    private FileSlice slice;
    private TextInput input;
    private RowScanner scanner;

    TextReader(TextReaderFactory factory, List<FileSlice> slices) {
        this.factory = factory;
        this.slices = slices.iterator();
        for (String column : factory.columns()) {
            places.put(column, places.size());
        }
        this.values = new Object
                [factory.columns().size() + 1 + factory.partitionColumns().size()];
        this.row = new GenericInternalRow(values);
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (scanner == null || !scanner.next()) {
                if (!nextText()) {
                    return false;
                }
            }
        } catch (IOException e) {
            throw Malformed.unreadable(slice.file().relative(), factory.source().format(), e);
        }
        scanner.fill(values);
        return true;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    private boolean nextText() throws IOException {
        scanner = null;
        ByteInput text = input == null ? null : input.next();
        while (text == null) {
            closeInput();
            if (!slices.hasNext()) {
                return false;
            }
            slice = slices.next();
            if (files == null) {
                files = factory.source().access().open(new Path(slice.file().uri()));
            }
            input = new TextInput(files, slice, factory.source());
            text = input.next();
        }
        Arrays.fill(values, null);
        int place = factory.columns().size();
        values[place++] = UTF8String.fromString(input.relative());
        for (String column : factory.partitionColumns()) {
            values[place++] = UTF8String.fromString(slice.file().partitions().get(column));
        }
        scanner = scanner(text);
        return true;
    }

    private RowScanner scanner(ByteInput text) throws IOException {
        FileFormat.Text format = factory.source().format();
        if (format instanceof DelimitedText delimited) {
            DelimitedRows rows = new DelimitedRows(
                    text,
                    input.relative(),
                    slice,
                    delimited,
                    factory.source().skipLines(),
                    factory.source().skipped());
            boolean start = slice.start() == 0;
            rows.mapTo(start ? rows.header(delimited.header()) : slice.header(), places);
            return rows;
        }
        if (format instanceof FileFormat.Sheet sheet) {
            SheetRows rows = new SheetRows(
                    text, input.relative(), sheet, factory.source().access().configuration());
            rows.mapTo(rows.header(sheet.header()), places);
            return rows;
        }
        if (format instanceof FileFormat.Xml xml) {
            return new XmlDocuments(text, input.relative(), xml, input.utf8());
        }
        FileFormat.Json json = (FileFormat.Json) format;
        return json.dialect().strict()
                ? new JsonDocuments(text, input.relative(), slice)
                : new RelaxedDocuments(text, input.relative(), json.dialect());
    }

    private void closeInput() throws IOException {
        if (input != null) {
            input.close();
            input = null;
        }
    }

    @Override
    public void close() throws IOException {
        try (FileSystem last = files) {
            closeInput();
        }
    }
}
