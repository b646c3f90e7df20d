package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.store.file.format.Compression.Level;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** Streams of the codecs that hold one file; archives are the business of who knows their entries. */
public final class CodecStreams {

    private static final int BUFFER = 1 << 16;

    /** An empty final block: ends a chain of raw deflate pieces that end with a flush. */
    private static final byte[] DEFLATE_END = {3, 0};

    private CodecStreams() {}

    /** @param compression none of the archives */
    public static InputStream decompress(InputStream raw, Compression compression, Configuration configuration)
            throws IOException {
        return switch (compression.codec()) {
            case NONE -> raw;
            case GZIP -> new GZIPInputStream(raw, BUFFER);
            case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(raw, BUFFER), true);
            case DEFLATE -> inflate(new BufferedInputStream(raw, BUFFER));
            case SNAPPY -> hadoop(SnappyCodec.class, configuration).createInputStream(raw);
            case LZ4 -> hadoop(Lz4Codec.class, configuration).createInputStream(raw);
            case ZIP_DEFLATE, TAR_GZIP, TAR -> throw new IllegalArgumentException(
                    compression.codec() + " is an archive");
        };
    }

    /**
     * Compresses one piece of a file. Pieces one behind the other, and {@link #end} behind the last, make
     * the file.
     */
    public static OutputStream compress(OutputStream raw, Compression compression, Configuration configuration)
            throws IOException {
        boolean fast = compression.level() == Level.Fastest;
        return switch (compression.codec()) {
            case NONE -> raw;
            case GZIP -> new LevelledGzip(raw, compression);
            case BZIP2 -> new BZip2CompressorOutputStream(
                    raw, fast ? BZip2CompressorOutputStream.MIN_BLOCKSIZE : BZip2CompressorOutputStream.MAX_BLOCKSIZE);
            case DEFLATE -> new DeflatePiece(raw, deflaterLevel(compression));
            case SNAPPY -> hadoop(SnappyCodec.class, configuration).createOutputStream(raw);
            case LZ4 -> hadoop(Lz4Codec.class, configuration).createOutputStream(raw);
            case ZIP_DEFLATE, TAR_GZIP, TAR -> throw new IllegalArgumentException(
                    compression.codec() + " is an archive");
        };
    }

    /** What follows the last piece. */
    public static byte[] end(Compression compression) {
        return compression.codec() == Compression.Codec.DEFLATE ? DEFLATE_END.clone() : new byte[0];
    }

    /** {@code level} of {@link Deflater} for archives. */
    public static int deflaterLevel(Compression compression) {
        return compression.level() == Level.Fastest ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION;
    }

    /** Data Factory's deflate is raw, as .NET's; other tools write a zlib header. Both are read. */
    private static InputStream inflate(BufferedInputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        boolean zlib = (first & 0x0F) == 8 && second >= 0 && ((first << 8) + second) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib), BUFFER);
    }

    private static CompressionCodec hadoop(Class<? extends CompressionCodec> type, Configuration configuration) {
        return ReflectionUtils.newInstance(type, configuration);
    }

    /** Gzip, whose stream of Java's own knows no level. */
    public static final class LevelledGzip extends GZIPOutputStream {
        public LevelledGzip(OutputStream raw, Compression compression) throws IOException {
            super(raw, BUFFER);
            def.setLevel(deflaterLevel(compression));
        }
    }

    /** Ends with a flush instead of a final block, so that another piece can follow. */
    private static final class DeflatePiece extends FilterOutputStream {

        private final Deflater deflater;
        private final OutputStream raw;

        DeflatePiece(OutputStream raw, int level) {
            this(raw, new Deflater(level, true));
        }

        private DeflatePiece(OutputStream raw, Deflater deflater) {
            super(new DeflaterOutputStream(raw, deflater, BUFFER, true));
            this.deflater = deflater;
            this.raw = raw;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
            deflater.end();
            raw.close();
        }
    }
}
