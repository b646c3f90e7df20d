package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds Avro files that were cut off. Avro's reader takes the end of a file within a block for the end of the data, so
 * that its rows would be missing in silence; but the marker of the header stands behind each block, the last one too.
 *
 * <p>Source: Avro 1.11 specification, "Object Container Files"; {@code DataFileStream.hasNext}.
 */
final class AvroTruncation {

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int MARKER = 16;

    private AvroTruncation() {}

    /**
     * The schema of a file's records, by its header.
     *
     * @throws JobException {@link ErrorCode#FileMalformed}
     */
    static Schema schema(FileSystem store, ListedFile file) throws IOException {
        try (FSDataInputStream in = store.open(new Path(file.uri()))) {
            Header header = header(in);
            byte[] end = new byte[MARKER];
            in.readFully(Math.max(0, file.length() - MARKER), end);
            if (!Arrays.equals(header.marker(), end)) {
                throw malformed(file, "it is cut off", null);
            }
            return new Schema.Parser()
                    .setValidate(false)
                    .setValidateDefaults(false)
                    .parse(header.schema());
        } catch (EOFException | AvroRuntimeException e) {
            throw malformed(file, "it is not an Avro file", e);
        }
    }

    /** @param marker that stands behind each block */
    private record Header(String schema, byte[] marker) {}

    private static Header header(FSDataInputStream in) throws IOException {
        String schema = "";
        BinaryDecoder header = DecoderFactory.get().binaryDecoder(in, null);
        byte[] bytes = new byte[MARKER];
        header.readFixed(bytes, 0, MAGIC.length);
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new AvroRuntimeException("The file does not begin as an Avro file.");
        }
        for (long left = header.readMapStart(); left > 0; left = header.mapNext()) {
            for (long i = 0; i < left; i++) {
                if (header.readString().equals(DataFileConstants.SCHEMA)) {
                    schema = new String(header.readBytes(null).array(), StandardCharsets.UTF_8);
                } else {
                    header.skipBytes();
                }
            }
        }
        header.readFixed(bytes);
        return new Header(schema, bytes);
    }

    private static JobException malformed(ListedFile file, String reason, Exception cause) {
        return JobException.of(
                ErrorCode.FileMalformed,
                "File '" + file.relative() + "' cannot be read: " + reason + ". Correct the file, or leave it out.",
                cause);
    }
}
