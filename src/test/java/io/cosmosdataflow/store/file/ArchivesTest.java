package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static io.cosmosdataflow.store.file.FileStoreFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.FileDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody else has made: names that leave the folder (CWE-22, "zip slip"), links, and bombs. */
class ArchivesTest {

    private static final String ONE = "{\"a\":1}";

    /** Data Factory's names. */
    enum Kind {
        ZipDeflate,
        Tar,
        TarGzip
    }

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() {
        store = new FileStoreFixture(directory);
    }

    static Stream<Arguments> namesThatLeave() {
        List<String> names = List.of(
                "../x.json", "d/../../x.json", "/abs.json", "..\\x.json", "\\abs.json", "C:\\x.json", "C:/x.json");
        return Arrays.stream(Kind.values()).flatMap(kind -> names.stream().map(name -> Arguments.of(kind, name)));
    }

    @ParameterizedTest
    @MethodSource("namesThatLeave")
    void anEntryThatLeavesTheArchiveIsRefused(Kind kind, String name) throws IOException {
        archive(kind, Map.of("a.json", ONE, name, ONE));

        for (boolean asFolder : new boolean[] {true, false}) {
            JobException failure = failure(() -> copy(kind, asFolder));

            assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid);
            assertThat(failure).hasMessageContaining("'x.bin'").hasMessageContaining("'" + name + "'");
        }
        assertThat(store.files()).containsExactly("in/x.bin");
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEntryBelowTheArchiveIsCopied(Kind kind) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("./a.json", ONE);
        entries.put("d\\b.json", "{\"a\":2}");
        archive(kind, entries);

        copy(kind, true);

        assertThat(store.files()).containsExactly("in/x.bin", "out/x.bin/a.json", "out/x.bin/d/b.json");
        assertThat(store.text("out/x.bin/d/b.json")).isEqualTo("{\"a\":2}\n");
    }

    /** GNU tar makes hard links of files that it has packed already. */
    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
    void aLinkInAnArchiveIsNotFollowed(byte type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("d", type);
            link.setLinkName("/tmp");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            put(tar, "d/x.json", ONE);
        }
        store.with("in/x.bin", bytes.toByteArray());

        JobException failure = failure(() -> copy(Kind.Tar, true));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid);
        assertThat(failure).hasMessageContaining("Entry 'd' of archive 'x.bin' is a link to '/tmp'");
    }

    @Test
    void anArchiveOfTooManyFilesIsRefusedAndTheLimitCanBeSet() throws IOException {
        archive(Kind.ZipDeflate, Map.of("a.json", ONE, "b.json", ONE, "c.json", ONE));

        assertThat(limited("cosmosdataflow.archive.maxEntries", "2", Kind.ZipDeflate))
                .isEqualTo("Archive 'x.bin' holds more than 2 files, and may be made to fill a store. If it is what you"
                        + " expect, set spark.hadoop.cosmosdataflow.archive.maxEntries to a higher number.");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anArchiveOfTooManyBytesIsRefused(Kind kind) throws IOException {
        archive(kind, Map.of("a.json", ONE.repeat(100), "b.json", ONE.repeat(100)));

        assertThat(limited("cosmosdataflow.archive.maxBytes", "1000", kind))
                .startsWith("Archive 'x.bin' holds more than 1000 bytes");
    }

    /** 70 MB of one document packs to a thousandth, the most that deflate can do. */
    @Test
    void anArchiveThatGrowsWithoutMeasureIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.json"));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 70; i++) {
                zip.write(blanks);
            }
        }
        store.with("in/x.bin", bytes.toByteArray());

        JobException failure = failure(() -> copy(Kind.ZipDeflate, true));

        assertThat(failure.code()).isEqualTo(ErrorCode.ArchiveTooLarge);
        assertThat(failure).hasMessageStartingWith("Archive 'x.bin' holds more than 200 times its own size");
    }

    private String limited(String setting, String value, Kind kind) {
        var configuration = spark().sparkContext().hadoopConfiguration();
        configuration.set(setting, value);
        try {
            JobException failure = failure(() -> copy(kind, true));
            assertThat(failure.code()).isEqualTo(ErrorCode.ArchiveTooLarge);
            return failure.getMessage();
        } finally {
            configuration.unset(setting);
        }
    }

    private void copy(Kind kind, boolean asFolder) {
        FileDataset source = dataset("Json", "in", "", "'compression': {'type': '" + kind + "'}");
        String type = kind == Kind.ZipDeflate
                ? "ZipDeflateReadSettings"
                : kind == Kind.Tar ? "TarReadSettings" : "TarGZipReadSettings";
        String flag = kind == Kind.ZipDeflate ? "preserveZipFileNameAsFolder" : "preserveCompressionFileNameAsFolder";
        var rows = store.read(
                source,
                "{'formatSettings': {'type': 'JsonReadSettings', 'compressionProperties': {'type': '" + type + "', '"
                        + flag + "': " + asFolder + "}}}");
        store.write(
                dataset("Json", "out", "", ""), "{'storeSettings': {'type': 'AzureBlobStorageWriteSettings'}}", rows);
        assertThat(texts(rows, Columns.FILE_PATH)).isNotEmpty();
    }

    private void archive(Kind kind, Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (kind == Kind.ZipDeflate) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                for (var entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
        } else {
            OutputStream out = kind == Kind.TarGzip ? new GZIPOutputStream(bytes) : bytes;
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                for (var entry : entries.entrySet()) {
                    put(tar, entry.getKey(), entry.getValue());
                }
            }
        }
        store.with("in/x.bin", bytes.toByteArray());
    }

    /** The library's own names never leave, so that this one is put in afterwards. */
    private static void put(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
