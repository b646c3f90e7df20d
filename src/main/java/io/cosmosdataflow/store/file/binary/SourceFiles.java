package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.ModifiedTime;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of the source, for one task. */
final class SourceFiles implements Closeable {

    private final CopyOrder.Origin origin;
    private final FileSystem files;

    /** @param any of its files */
    SourceFiles(CopyOrder.Origin origin, ListedFile any) throws IOException {
        this.origin = origin;
        this.files = origin.access().open(new Path(any.uri()));
    }

    /** @throws SourceFault if it is gone, or may not be read */
    SourceContents open(ListedFile file) {
        try {
            return new SourceContents(this, file, files.open(new Path(file.uri())));
        } catch (IOException | RuntimeException e) {
            throw failed(file, e);
        }
    }

    CopyOrder.Origin origin() {
        return origin;
    }

    /**
     * To be asked when it was read to its end, and before what was read is given a name.
     *
     * @param read bytes that were read
     * @throws SourceFault if it is another file by now
     */
    void requireUnchanged(ListedFile file, long read) {
        if (origin.compression().codec() == Compression.Codec.NONE && read != file.length()) {
            throw SourceFault.changed(
                    file.relative(),
                    "was changed while it was copied: it had " + file.length() + " bytes when it was listed, and "
                            + read + " were read");
        }
        try {
            FileStatus now = files.getFileStatus(new Path(file.uri()));
            if (!unchanged(file, now)) {
                throw SourceFault.changed(file.relative(), "was changed while it was copied");
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    static boolean unchanged(ListedFile file, FileStatus now) {
        return now.getLen() == file.length() && same(ModifiedTime.of(now), file.modified());
    }

    /** Some stores tell of seconds only, and some of those only where they are asked for one file. */
    private static boolean same(Instant one, Instant other) {
        boolean seconds = one.getNano() == 0 || other.getNano() == 0;
        return one.equals(other)
                || seconds && one.truncatedTo(ChronoUnit.SECONDS).equals(other.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A {@link SourceFault}, or why no file can be read; what nobody expected stays as it is. */
    RuntimeException failed(ListedFile file, Exception failure) {
        if (failure instanceof JobException known) {
            return known.at(origin.service());
        }
        boolean packed = origin.compression().codec() != Compression.Codec.NONE;
        boolean broken = failure instanceof ZipException
                || failure instanceof EOFException
                || failure.getClass() == IOException.class
                || failure instanceof IllegalArgumentException;
        if (packed && broken) {
            return JobException.of(
                            ErrorCode.FileMalformed,
                            "Source file '" + file.relative() + "' cannot be unpacked: " + ForeignFailure.line(failure)
                                    + ". Its compression is broken, or another than that of the dataset.")
                    .at(origin.service());
        }
        Optional<SourceFault> fault = SourceFault.reading(file.relative(), failure);
        if (fault.isPresent()) {
            return fault.get();
        }
        return failure instanceof RuntimeException unexpected
                ? unexpected
                : JobException.of(
                                ErrorCode.FileStoreFailed,
                                "Source file '" + file.relative() + "' cannot be read: " + ForeignFailure.line(failure)
                                        + ".")
                        .at(origin.service());
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
