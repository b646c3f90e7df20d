package io.cosmosdataflow.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is expected is what Hadoop's own file system does and says, with the programs that it starts. */
class DiskFilesTest {

    @TempDir
    Path directory;

    private final FileSystem ours = new DiskFiles();
    private final FileSystem theirs = new RawLocalFileSystem();

    @BeforeEach
    void open() throws IOException {
        ours.initialize(URI.create("file:///"), new Configuration(false));
        theirs.initialize(URI.create("file:///"), new Configuration(false));
    }

    @Test
    void tellsOfFilesAndFoldersWhatHadoopTells() throws IOException {
        Path file = Files.writeString(directory.resolve("a file: ü+%20.json"), "{}");
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r----x"));
        Files.setAttribute(folder, "unix:mode", 01731);

        for (Path each : List.of(file, folder, link)) {
            assertThat(told(ours.getFileStatus(path(each)))).isEqualTo(told(theirs.getFileStatus(path(each))));
            assertThat(told(ours.listStatus(path(each)))).isEqualTo(told(theirs.listStatus(path(each))));
        }
        assertThat(told(ours.listStatus(path(directory))))
                .containsExactlyInAnyOrderElementsOf(told(theirs.listStatus(path(directory))));
    }

    @Test
    void setsPermissionsAsHadoopDoes() throws IOException {
        for (int permission : new int[] {0, 0400, 0644, 0755, 0777, 01777}) {
            Path file = Files.createFile(directory.resolve("file" + permission));
            Path same = Files.createFile(directory.resolve("same" + permission));
            ours.setPermission(path(file), new FsPermission((short) permission));
            theirs.setPermission(path(same), new FsPermission((short) permission));
            assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(Files.getAttribute(same, "unix:mode"));
        }
    }

    /** Of a folder whose files are to have its group, as teams share them. */
    @Test
    void aFolderKeepsWhatItHandsOn() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path same = Files.createDirectory(directory.resolve("same"));
        for (Path each : List.of(folder, same)) {
            Files.setAttribute(each, "unix:mode", 02775);
        }

        ours.setPermission(path(folder), new FsPermission((short) 0750));
        theirs.setPermission(path(same), new FsPermission((short) 0750));

        assertThat(Files.getAttribute(folder, "unix:mode")).isEqualTo(Files.getAttribute(same, "unix:mode"));
    }

    @Test
    void makesFilesAndFoldersAsHadoopDoes() throws IOException {
        for (String mask : List.of("022", "077", "000")) {
            Path both = Files.createDirectory(directory.resolve(mask));
            for (FileSystem each : List.of(ours, theirs)) {
                each.getConf().set("fs.permissions.umask-mode", mask);
                Path made = both.resolve(each.getClass().getSimpleName());
                each.create(path(made.resolve("a/b/file")), false).close();
                each.mkdirs(path(made.resolve("c/d")));
            }
            for (String name : List.of("a", "a/b", "a/b/file", "c/d")) {
                assertThat(Files.getPosixFilePermissions(
                                both.resolve("DiskFiles").resolve(name)))
                        .as("%s with mask %s", name, mask)
                        .isEqualTo(Files.getPosixFilePermissions(
                                both.resolve("RawLocalFileSystem").resolve(name)));
            }
        }
    }

    @Test
    void whatIsNotThereIsMissingAsInHadoop() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path nowhere = Files.createSymbolicLink(directory.resolve("nowhere"), directory.resolve("gone"));
        for (Path each : List.of(directory.resolve("none"), file.resolve("below"), nowhere)) {
            for (FileSystem files : List.of(ours, theirs)) {
                assertThatThrownBy(() -> files.getFileStatus(path(each)))
                        .isInstanceOf(FileNotFoundException.class)
                        .hasMessage("File " + path(each) + " does not exist");
                assertThat(files.exists(path(each))).isFalse();
            }
        }
        assertThatThrownBy(() -> ours.setPermission(path(directory.resolve("none")), FsPermission.getDefault()))
                .isInstanceOf(FileNotFoundException.class);
    }

    /** The words are the operating system's. Source: limits.h and strerror(3) of Linux, 255 bytes in a name. */
    @Test
    void aFolderThatCannotBeMadeSaysWhy() throws IOException {
        Path tooLong = directory.resolve("x".repeat(256));
        Path belowFile = Files.createFile(directory.resolve("file")).resolve("below");

        assertThatThrownBy(() -> ours.mkdirs(path(tooLong)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("cannot be made: File name too long");
        assertThatThrownBy(() -> ours.create(path(tooLong.resolve("file"))))
                .hasMessageEndingWith("cannot be made: File name too long");
        assertThatThrownBy(() -> ours.mkdirs(path(belowFile)))
                .isInstanceOf(theirRefusal(belowFile).getClass());
        assertThat(ours.mkdirs(path(directory))).isTrue();
    }

    private Throwable theirRefusal(Path folder) {
        return catchThrowable(() -> theirs.mkdirs(path(folder)));
    }

    /** A vendor's or a user's file system stays the one that is used. */
    @Test
    void standsForHadoopsOwnOnly() throws IOException {
        FileSystem another = new RawLocalFileSystem() {};
        LocalFileSystem checked = new LocalFileSystem();
        checked.initialize(URI.create("file:///"), new Configuration(false));

        assertThat(DiskFiles.of(theirs)).isInstanceOf(DiskFiles.class);
        assertThat(DiskFiles.of(checked)).isInstanceOf(DiskFiles.class);
        assertThat(DiskFiles.of(ours)).isSameAs(ours);
        assertThat(DiskFiles.of(another)).isSameAs(another);
        assertThat(DiskFiles.of(new LocalFileSystem(another))).isSameAs(another);
    }

    private static List<String> told(FileStatus... statuses) {
        return Arrays.stream(statuses)
                .map(each -> String.join(
                        " ",
                        each.getPath().toString(),
                        String.valueOf(each.getLen()),
                        each.isDirectory() ? "folder" : "file",
                        String.valueOf(each.getModificationTime()),
                        String.valueOf(each.getBlockSize()),
                        String.valueOf(each.getReplication()),
                        each.getPermission().toString(),
                        each.getOwner(),
                        each.getGroup()))
                .toList();
    }

    private static org.apache.hadoop.fs.Path path(Path file) {
        return new org.apache.hadoop.fs.Path(null, null, file.toString());
    }
}
