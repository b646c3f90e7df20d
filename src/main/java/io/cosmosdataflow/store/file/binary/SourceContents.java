package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.file.archive.ArchiveEntries;
import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/** What is in one file of the source: its bytes, unpacked if its dataset says so, or each file of an archive. */
final class SourceContents implements Closeable {

    private final SourceFiles files;
    private final ListedFile file;
    private final FSDataInputStream raw;
    private ArchiveEntries archive;
    private InputStream content;

    SourceContents(SourceFiles files, ListedFile file, FSDataInputStream raw) {
        this.files = files;
        this.file = file;
        this.raw = raw;
    }

    /** Goes on to the next content, whether there is one. */
    boolean next() {
        Compression compression = files.origin().compression();
        Configuration configuration = files.origin().access().configuration();
        try {
            if (!compression.codec().archive()) {
                boolean first = content == null;
                content = first ? CodecStreams.decompress(raw, compression, configuration) : content;
                return first;
            }
            if (archive == null) {
                archive = new ArchiveEntries(raw, file.relative(), compression.codec(), configuration);
            }
            boolean more = archive.next();
            content = more ? archive.content() : null;
            return more;
        } catch (IOException | RuntimeException e) {
            throw files.failed(file, e);
        }
    }

    /** Path of the content, below the folder of the source. */
    String path() {
        if (archive == null) {
            return file.relative();
        }
        return (files.origin().archiveAsFolder() ? file.relative() + "/" : "") + archive.path();
    }

    /** As {@link InputStream#read(byte[])}. */
    int read(byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw files.failed(file, e);
        }
    }

    /** Bytes of the file that were read, as they are on storage. */
    long position() {
        try {
            return raw.getPos();
        } catch (IOException e) {
            throw files.failed(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
