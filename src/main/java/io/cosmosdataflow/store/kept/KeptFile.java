package io.cosmosdataflow.store.kept;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.io.CompressionCodec$;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * Rows of one partition in a file: for each the number of its bytes and these, as Spark has rows in memory; at the end
 * -1, so that a part of a file is no file. Any type can be kept, and each value is the same afterwards.
 *
 * @param path URI
 * @param codec of Spark, by which it is compressed
 */
record KeptFile(String path, String codec) implements Serializable {

    private static final int END = -1;

    KeptFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(codec, "codec");
    }

    /** With the codec of the executor's Spark. */
    static KeptFile in(String directory, String name) {
        return new KeptFile(directory + "/" + name, CompressionCodec$.MODULE$.getCodecName(conf()));
    }

    private static SparkConf conf() {
        return SparkEnv.get().conf();
    }

    Writer writer(Configuration configuration, int columns) throws IOException {
        Path file = new Path(path);
        FileSystem files = file.getFileSystem(configuration);
        return new Writer(
                new DataOutputStream(CompressionCodec$.MODULE$
                        .createCodec(conf(), codec)
                        .compressedOutputStream(files.create(file, true))),
                columns);
    }

    Reader reader(Configuration configuration, int columns) throws IOException {
        Path file = new Path(path);
        FileSystem files = file.getFileSystem(configuration);
        return new Reader(
                new DataInputStream(
                        CompressionCodec$.MODULE$.createCodec(conf(), codec).compressedInputStream(files.open(file))),
                columns);
    }

    /** Not thread-safe. */
    static final class Writer implements AutoCloseable {

        private final DataOutputStream out;
        private final int columns;

        private Writer(DataOutputStream out, int columns) {
            this.out = out;
            this.columns = columns;
        }

        void write(InternalRow row) throws IOException {
            if (!(row instanceof UnsafeRow unsafe) || unsafe.numFields() != columns) {
                throw new IllegalStateException("Spark gives a row in another form: " + row.getClass());
            }
            byte[] bytes = unsafe.getBytes();
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        /** All rows are there. */
        void finish() throws IOException {
            out.writeInt(END);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Not thread-safe. */
    static final class Reader implements AutoCloseable {

        private final DataInputStream in;
        private final UnsafeRow row;

        private Reader(DataInputStream in, int columns) {
            this.in = in;
            this.row = new UnsafeRow(columns);
        }

        /** @throws EOFException if the file has not all rows that were written */
        boolean next() throws IOException {
            int size = in.readInt();
            if (size == END) {
                return false;
            }
            byte[] bytes = new byte[size];
            in.readFully(bytes);
            row.pointTo(bytes, Platform.BYTE_ARRAY_OFFSET, size);
            return true;
        }

        InternalRow row() {
            return row;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
