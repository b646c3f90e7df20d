package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are packed or unpacked while they are copied as they are.
 *
 * <p>Source: Microsoft Learn, format-binary. What is packed here is unpacked by the JDK and by Commons Compress, and the
 * other way round.
 */
class PackedCopyTest {

    private static final String SINK = "{\"type\": \"BinarySink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void before() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory());
    }

    private static byte[] bytes(String seed) {
        byte[] bytes = new byte[200_000];
        new Random(seed.hashCode()).nextBytes(bytes);
        java.util.Arrays.fill(bytes, 0, 100_000, (byte) 'x');
        return bytes;
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = runs.local("Blob/c/" + path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private Map<String, byte[]> files(String folder) throws IOException {
        Path root = runs.local("Blob/c/" + folder);
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.exists(root)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** @param from, to compressions; empty for none */
    private PipelineResult run(String from, String file, String to, String target, String sink, String properties) {
        factory.file("In", "Binary", "in", file, compression(from))
                .file("Out", "Binary", "out", target, compression(to));
        String source = "{\"type\": \"BinarySource\", \"formatSettings\": {\"type\": \"BinaryReadSettings\""
                + (properties.isEmpty() ? "" : ", \"compressionProperties\": {" + properties + "}") + "}}";
        factory.pipeline("P", copy("Copy", "In", source, "Out", sink));
        return runs.run("P");
    }

    private JsonNode copied(String from, String file, String to, String target) {
        return output(run(from, file, to, target, SINK, ""));
    }

    private static JsonNode output(PipelineResult result) {
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Copy").orElseThrow().output();
    }

    private static String compression(String type) {
        return type.isEmpty() ? "\"compression\": null" : "\"compression\": {\"type\": \"" + type + "\"}";
    }

    private static byte[] unpacked(String codec, byte[] packed) throws IOException {
        InputStream in = new ByteArrayInputStream(packed);
        try (InputStream plain =
                switch (codec) {
                    case "gzip" -> new GZIPInputStream(in);
                    case "bzip2" -> new BZip2CompressorInputStream(in);
                    default -> new InflaterInputStream(in, new Inflater(true));
                }) {
            return plain.readAllBytes();
        }
    }

    private static byte[] packed(String codec, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (codec) {
                    case "gzip" -> new GZIPOutputStream(bytes);
                    case "bzip2" -> new BZip2CompressorOutputStream(bytes);
                    default -> new DeflaterOutputStream(bytes);
                }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private byte[] archive(String type, Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (type.equals("ZipDeflate")) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry("folder/"));
                for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(each.getKey()));
                    zip.write(each.getValue());
                }
            }
            return bytes.toByteArray();
        }
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(type.equals("Tar") ? bytes : new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
                entry.setSize(each.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(each.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Map<String, byte[]> entries(String type, String path) throws IOException {
        Path file = runs.local("Blob/c/" + path);
        Map<String, byte[]> entries = new TreeMap<>();
        if (type.equals("ZipDeflate")) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                    entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
            return entries;
        }
        try (InputStream in = Files.newInputStream(file);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(type.equals("Tar") ? in : new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextTarEntry(); entry != null; entry = tar.getNextTarEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        return entries;
    }

    @ParameterizedTest
    @CsvSource({"gzip, .gz", "bzip2, .bz2", "deflate, .deflate"})
    void theSinkPacksEachFile(String codec, String extension) throws IOException {
        write("in/a.csv", bytes("a"));
        write("in/s/b", bytes("b"));

        JsonNode output = copied("", "", codec, "");

        Map<String, byte[]> found = files("out");
        assertThat(found.keySet()).containsExactly("a.csv" + extension, "s/b" + extension);
        assertThat(unpacked(codec, found.get("a.csv" + extension))).isEqualTo(bytes("a"));
        assertThat(unpacked(codec, found.get("s/b" + extension))).isEqualTo(bytes("b"));
        assertThat(output.get("dataRead").asLong()).isEqualTo(400_000);
        assertThat(output.get("dataWritten").asLong())
                .isEqualTo(
                        found.values().stream().mapToLong(file -> file.length).sum());
    }

    @ParameterizedTest
    @CsvSource({"gzip, .gz", "bzip2, .bz2", "deflate, .deflate"})
    void theSourceUnpacksEachFile(String codec, String extension) throws IOException {
        write("in/a.csv" + extension.toUpperCase(java.util.Locale.ROOT), packed(codec, bytes("a")));
        write("in/s/b", packed(codec, bytes("b")));

        copied(codec, "", "", "");

        assertThat(files("out").keySet()).containsExactly("a.csv", "s/b");
        assertThat(files("out").get("a.csv")).isEqualTo(bytes("a"));
        assertThat(files("out").get("s/b")).isEqualTo(bytes("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "deflate"})
    void mergedFilesArePackedTogether(String codec) throws IOException {
        write("in/a", bytes("a"));
        write("in/b", bytes("b"));

        output(run(
                "",
                "",
                codec,
                "all",
                "{\"type\": \"BinarySink\", \"storeSettings\": {\"copyBehavior\": \"MergeFiles\"}}",
                ""));

        byte[] both = new byte[400_000];
        System.arraycopy(bytes("a"), 0, both, 0, 200_000);
        System.arraycopy(bytes("b"), 0, both, 200_000, 200_000);
        assertThat(unpacked(codec, files("out").get("all"))).isEqualTo(both);
    }

    /** "Data Factory writes unzipped files to the folder named as the source file", or without it. */
    @ParameterizedTest
    @CsvSource({
        "ZipDeflate, ZipDeflateReadSettings, preserveZipFileNameAsFolder",
        "Tar, TarReadSettings, preserveCompressionFileNameAsFolder",
        "TarGzip, TarGZipReadSettings, preserveCompressionFileNameAsFolder"
    })
    void archivesAreUnpacked(String type, String settings, String preserve) throws IOException {
        write("in/s/one.bin", archive(type, Map.of("a.csv", bytes("a"), "folder/b.csv", bytes("b"))));
        write("in/two.bin", archive(type, Map.of("c", bytes("c"))));

        JsonNode folders = copied(type, "", "", "");

        assertThat(files("out").keySet()).containsExactly("s/one.bin/a.csv", "s/one.bin/folder/b.csv", "two.bin/c");
        assertThat(files("out").get("s/one.bin/folder/b.csv")).isEqualTo(bytes("b"));
        assertThat(folders.get("filesRead").asInt()).isEqualTo(2);
        assertThat(folders.get("filesWritten").asInt()).isEqualTo(3);

        for (String each : files("out").keySet()) {
            Files.delete(runs.local("Blob/c/out/" + each));
        }
        output(run(type, "", "", "", SINK, "\"type\": \"" + settings + "\", \"" + preserve + "\": false"));

        assertThat(files("out").keySet()).containsExactly("a.csv", "c", "folder/b.csv");
        assertThat(files("out").get("a.csv")).isEqualTo(bytes("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.txt", "/etc/x", "a/../../x", "C:\\x"})
    void anEntryThatLeavesItsArchiveIsRefused(String name) throws IOException {
        write("in/x.zip", archive("ZipDeflate", Map.of(name, bytes("a"))));

        JobException failure =
                run("ZipDeflate", "", "", "", SINK, "").failures().get(0);

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid);
        assertThat(files("").keySet()).containsExactly("in/x.zip");
    }

    /** Whoever unpacks such an archive has the last of them alone. */
    @ParameterizedTest
    @ValueSource(strings = {"ZipDeflate", "Tar", "TarGzip"})
    void anArchiveHasNoTwoEntriesOfOneName(String to) throws IOException {
        write("in/x.zip", archive("ZipDeflate", Map.of("a", bytes("a"))));
        write("in/y.zip", archive("ZipDeflate", Map.of("a", bytes("b"))));

        JobException failure = run(
                        "ZipDeflate",
                        "",
                        to,
                        "all",
                        SINK,
                        "\"type\": \"ZipDeflateReadSettings\", \"preserveZipFileNameAsFolder\": false")
                .failures()
                .get(0);

        assertThat(failure).hasMessageContaining("duplicate entry: a");
        assertThat(files("out")).isEmpty();
    }

    @Test
    void filesOfTheSameNameInSeveralArchivesAreAnError() throws IOException {
        write("in/x.zip", archive("ZipDeflate", Map.of("a", bytes("a"))));
        write("in/y.zip", archive("ZipDeflate", Map.of("a", bytes("b"))));

        JobException failure = run("ZipDeflate", "", "", "", SINK, "\"preserveZipFileNameAsFolder\": false")
                .failures()
                .get(0);

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid);
        assertThat(failure).hasMessageContaining("Archives of the source hold several files 'a'");
        assertThat(files("in")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"ZipDeflate, .zip", "Tar, .tar", "TarGzip, .tar.gz"})
    void eachFileBecomesAnArchive(String type, String extension) throws IOException {
        write("in/a.csv", bytes("a"));
        write("in/s/b.csv", bytes("b"));

        copied("", "", type, "");

        assertThat(files("out").keySet()).containsExactly("a.csv" + extension, "s/b.csv" + extension);
        assertThat(entries(type, "out/s/b.csv" + extension)).containsOnlyKeys("s/b.csv");
        assertThat(entries(type, "out/s/b.csv" + extension).get("s/b.csv")).isEqualTo(bytes("b"));
    }

    @ParameterizedTest
    @CsvSource({
        "ZipDeflate, PreserveHierarchy",
        "Tar, PreserveHierarchy",
        "TarGzip, PreserveHierarchy",
        "ZipDeflate, MergeFiles",
        "TarGzip, MergeFiles"
    })
    void anArchiveWithANameTakesAllFiles(String type, String behavior) throws IOException {
        String longName = "é".repeat(60) + "/" + "x".repeat(150);
        write("in/a.csv", bytes("a"));
        write("in/s/b.csv", bytes("b"));
        write("in/" + longName, bytes("c"));

        JsonNode output = output(run(
                "",
                "",
                type,
                "all.bin",
                "{\"type\": \"BinarySink\", \"storeSettings\": {\"copyBehavior\": \"" + behavior + "\"}}",
                ""));

        assertThat(files("out").keySet()).containsExactly("all.bin");
        assertThat(output.get("filesRead").asInt()).isEqualTo(3);
        assertThat(output.get("filesWritten").asInt()).isEqualTo(1);
        Map<String, byte[]> entries = entries(type, "out/all.bin");
        assertThat(entries).containsOnlyKeys("a.csv", "s/b.csv", longName);
        assertThat(entries.get("a.csv")).isEqualTo(bytes("a"));
        assertThat(entries.get(longName)).isEqualTo(bytes("c"));
    }

    /** A tar file says the size of a file before its bytes, which is not known of what is packed. */
    @ParameterizedTest
    @CsvSource({"ZipDeflate, Tar", "TarGzip, TarGzip", "gzip, Tar", "Tar, ZipDeflate", "gzip, bzip2"})
    void whatIsPackedCanBePackedInAnotherWay(String from, String to) throws IOException {
        boolean archive = !from.equals("gzip");
        write(
                "in/x",
                archive
                        ? archive(from, new TreeMap<>(Map.of("a", bytes("a"), "b", new byte[0])))
                        : packed(from, bytes("a")));

        copied(from, "", to, "");

        Map<String, byte[]> found = files("out");
        if (to.equals("bzip2")) {
            assertThat(unpacked(to, found.get("x.bz2"))).isEqualTo(bytes("a"));
            return;
        }
        String extension = to.equals("ZipDeflate") ? ".zip" : to.equals("Tar") ? ".tar" : ".tar.gz";
        String name = archive ? "x/a" : "x";
        assertThat(found.keySet()).hasSize(archive ? 2 : 1).contains(name + extension);
        assertThat(entries(to, "out/" + name + extension).get(name)).isEqualTo(bytes("a"));
    }

    @Test
    void anArchiveOfSeveralFilesIsNotOneFile() throws IOException {
        write("in/x.zip", archive("ZipDeflate", new TreeMap<>(Map.of("a", bytes("a"), "b", bytes("b")))));

        JobException failure =
                run("ZipDeflate", "x.zip", "", "one", SINK, "").failures().get(0);

        assertThat(failure.code()).isEqualTo(ErrorCode.InvalidProperty);
        assertThat(failure).hasMessageContaining("archive 'x.zip' holds several");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "TarGzip"})
    void whatIsNotPackedAsTheDatasetSaysIsMalformed(String type) throws IOException {
        write("in/x", bytes("a"));
        byte[] cut = packed("gzip", bytes("a"));
        write("in/y", List.of("gzip").contains(type) ? java.util.Arrays.copyOf(cut, cut.length / 2) : bytes("b"));

        JobException failure = run(type, "", "", "", SINK, "").failures().get(0);

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(files("out")).isEmpty();
        assertThat(files("in")).hasSize(2);
    }
}
