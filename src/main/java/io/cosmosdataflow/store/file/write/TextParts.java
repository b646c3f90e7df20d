package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Writes rows as text. A part is a whole file if pieces of the codec can be joined, and its rows are a piece of a file
 * of several parts; else it is the plain text of its rows.
 */
record TextParts(TextFrame frame, StorageAccess access) implements PartFormat {

    private static final int BUFFER = 1 << 16;
    private static final byte[] NOTHING = {};

    @Override
    public Output open(FileSystem files, Path path, int partition) throws IOException {
        // no other has the name, so that the store need not be asked for it
        FSDataOutputStream stored = files.create(path, true);
        OutputStream raw = new BufferedOutputStream(stored, BUFFER);
        if (!frame.aroundParts()) {
            return new TextOutput(frame, stored, raw, raw, NOTHING, NOTHING);
        }
        byte[] head = frame.piece(frame.start(), access.configuration());
        raw.write(head);
        OutputStream piece = CodecStreams.compress(new Open(raw), frame.compression(), access.configuration());
        return new TextOutput(frame, stored, raw, piece, head, frame.lastPiece(access.configuration()));
    }

    /** Stays open when the piece of the rows has its end. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream raw) {
            super(raw);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // whoever writes what follows closes it
        }
    }

    private static final class TextOutput implements Output {

        private final RowText rows;
        private final Charset charset;
        private final boolean utf8;
        private final FSDataOutputStream stored;
        private final OutputStream raw;
        private final OutputStream out;
        private final byte[] head;
        private final byte[] tail;
        private final ByteBuilder bytes = new ByteBuilder();
        private boolean first = true;
        private long written;

        /**
         * @param raw takes the bytes of the file; over {@code stored}
         * @param out takes the text of the rows; over {@code raw}
         */
        TextOutput(
                TextFrame frame,
                FSDataOutputStream stored,
                OutputStream raw,
                OutputStream out,
                byte[] head,
                byte[] tail) {
            this.rows = frame.rows();
            this.charset = frame.encoding().toCharset();
            this.utf8 = frame.encoding().utf8();
            this.stored = stored;
            this.raw = raw;
            this.out = out;
            this.head = head;
            this.tail = tail;
        }

        @Override
        public void write(InternalRow row) throws IOException {
            bytes.clear();
            rows.append(row, first, bytes);
            first = false;
            flush();
        }

        private void flush() throws IOException {
            if (utf8) {
                out.write(bytes.array(), 0, bytes.length());
                written += bytes.length();
                return;
            }
            String text = new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
            ByteBuffer encoded = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            out.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
            written += encoded.remaining();
        }

        @Override
        public PartSizes close() throws IOException {
            try (OutputStream last = raw) {
                if (out != raw) {
                    out.close();
                }
                last.write(tail);
            }
            return new PartSizes(written, stored.getPos(), head.length, tail.length);
        }
    }
}
