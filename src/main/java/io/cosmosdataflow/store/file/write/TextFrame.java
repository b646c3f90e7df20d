package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.TextEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/** What stands before, between and behind the rows of a text file, as bytes. */
record TextFrame(RowText rows, TextEncoding encoding, Compression compression) implements Serializable {

    TextFrame {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(compression, "compression");
    }

    /** Whether a part has the frame of a file, and is the file if it is the only one. */
    boolean aroundParts() {
        return compression.codec().joinable();
    }

    byte[] start() {
        byte[] mark = encoding.writtenMark();
        byte[] text = encoded(rows.start());
        byte[] both = Arrays.copyOf(mark, mark.length + text.length);
        System.arraycopy(text, 0, both, mark.length, text.length);
        return both;
    }

    byte[] between() {
        return encoded(rows.between());
    }

    byte[] end() {
        return encoded(rows.end());
    }

    /** Text as a piece of a compressed file. */
    byte[] piece(byte[] text, Configuration configuration) throws IOException {
        if (text.length == 0) {
            return text;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream piece = CodecStreams.compress(compressed, compression, configuration)) {
            piece.write(text);
        }
        return compressed.toByteArray();
    }

    /** The last piece of a compressed file. */
    byte[] lastPiece(Configuration configuration) throws IOException {
        byte[] end = piece(end(), configuration);
        byte[] closing = CodecStreams.end(compression);
        byte[] both = Arrays.copyOf(end, end.length + closing.length);
        System.arraycopy(closing, 0, both, end.length, closing.length);
        return both;
    }

    private byte[] encoded(String text) {
        return text.getBytes(encoding.toCharset());
    }
}
