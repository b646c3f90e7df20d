package io.cosmosdataflow.store.file.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.Compression.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives are written by the JDK and by Commons Compress. */
class ArchiveEntriesTest {

    private static final byte[] TEXT = "id,name\n1,one\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private static byte[] zip(int entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry(i + ".csv"));
                zip.write(TEXT);
            }
        }
        return bytes.toByteArray();
    }

    /** Of an entry: a header and a content, each in blocks of 512 bytes. */
    private static byte[] tar(int entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                TarArchiveEntry entry = new TarArchiveEntry(i + ".csv");
                entry.setSize(TEXT.length);
                tar.putArchiveEntry(entry);
                tar.write(TEXT);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Of a zip file without comments: where the second entry begins, by its local header. */
    private static int second(byte[] zip) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.indexOf("PK\3\4", 1);
    }

    private static byte[] bytes(String content) throws IOException {
        return switch (content) {
            case "text" -> TEXT;
            case "nothing" -> new byte[0];
            case "zip of 0" -> zip(0);
            case "zip of 2" -> zip(2);
            case "zip cut" -> Arrays.copyOf(zip(2), second(zip(2)));
            case "zip, then text" -> {
                byte[] cut = Arrays.copyOf(zip(2), second(zip(2)) + 100);
                Arrays.fill(cut, cut.length - 100, cut.length, (byte) 'x');
                yield cut;
            }
            case "tar of 0" -> tar(0);
            case "tar of 2" -> tar(2);
            case "tar with one block of zeros" -> Arrays.copyOf(tar(2), 5 * 512);
            case "tar cut" -> Arrays.copyOf(tar(2), 2 * 512);
            case "tar cut before its zeros" -> Arrays.copyOf(tar(2), 4 * 512);
            default -> throw new IllegalArgumentException(content);
        };
    }

    private List<String> entries(byte[] content, Codec codec) throws IOException {
        Path file = Files.write(directory.resolve("archive"), content);
        Configuration configuration = new Configuration();
        List<String> paths = new ArrayList<>();
        try (FileSystem files = FileSystem.newInstance(file.toUri(), configuration);
                ArchiveEntries archive = new ArchiveEntries(
                        files.open(new org.apache.hadoop.fs.Path(file.toUri())), "in/a", codec, configuration)) {
            while (archive.next()) {
                paths.add(archive.path());
                assertThat(archive.content().readAllBytes()).isEqualTo(TEXT);
            }
        }
        return paths;
    }

    @ParameterizedTest
    @CsvSource({
        "zip of 0, ZIP_DEFLATE, 0",
        "zip of 2, ZIP_DEFLATE, 2",
        "tar of 0, TAR, 0",
        "tar of 2, TAR, 2",
        "tar of 2, TAR_GZIP, 2",
        "tar with one block of zeros, TAR, 2"
    })
    void aWholeArchiveGivesItsFiles(String content, Codec codec, int files) throws IOException {
        byte[] bytes = codec == Codec.TAR_GZIP ? gzip(bytes(content)) : bytes(content);

        assertThat(entries(bytes, codec)).hasSize(files);
    }

    @ParameterizedTest
    @CsvSource({
        "text, ZIP_DEFLATE",
        "nothing, ZIP_DEFLATE",
        "tar of 2, ZIP_DEFLATE",
        "zip cut, ZIP_DEFLATE",
        "'zip, then text', ZIP_DEFLATE",
        "text, TAR",
        "text, TAR_GZIP",
        "nothing, TAR",
        "tar cut, TAR",
        "tar cut, TAR_GZIP",
        "tar cut before its zeros, TAR"
    })
    void whatIsNoArchiveOrCutIsNone(String content, Codec codec) throws IOException {
        byte[] bytes = codec == Codec.TAR_GZIP ? gzip(bytes(content)) : bytes(content);

        assertThatThrownBy(() -> entries(bytes, codec))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FileMalformed))
                .hasMessageContaining("'in/a'");
    }
}
