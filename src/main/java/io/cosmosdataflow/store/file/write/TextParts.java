package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.TextEncoding;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Writes rows as text. A part is a piece of the later file: compressed if pieces of the codec can be joined,
 * else plain, and without what stands only once in a file.
 */
record TextParts(RowText rows, TextEncoding encoding, Compression compression, StorageAccess access)
        implements PartFormat {

    @Override
    public Output open(FileSystem files, Path path, int partition) throws IOException {
        OutputStream raw = new BufferedOutputStream(files.create(path, false), 1 << 16);
        OutputStream out =
                compression.codec().joinable() ? CodecStreams.compress(raw, compression, access.configuration()) : raw;
        return new TextOutput(rows, encoding, out);
    }

    private static final class TextOutput implements Output {

        private final RowText rows;
        private final Charset charset;
        private final boolean utf8;
        private final OutputStream out;
        private final ByteBuilder bytes = new ByteBuilder();
        private boolean first = true;
        private long written;

        TextOutput(RowText rows, TextEncoding encoding, OutputStream out) {
            this.rows = rows;
            this.charset = encoding.toCharset();
            this.utf8 = encoding.utf8();
            this.out = out;
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
        public long close() throws IOException {
            out.close();
            return written;
        }
    }
}
