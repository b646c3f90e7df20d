package io.cosmosdataflow.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files get names that others have, on file systems that rename over no file, that replace one in one step, and that
 * die at any step.
 */
class UnnamedFileTest {

    @TempDir
    java.nio.file.Path directory;

    private final Configuration configuration = new Configuration();

    /** {@code object:///}: renames over no file, and dies at its {@code dies}th change. */
    public static class Objects extends RawLocalFileSystem {

        private int changes;

        @Override
        public URI getUri() {
            return URI.create("object:///");
        }

        private boolean refused() {
            changes++;
            if (changes == getConf().getInt("dies", 0)) {
                throw new IllegalStateException("killed");
            }
            return changes == getConf().getInt("refuses", 0);
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            return !refused() && !exists(to) && super.rename(from, to);
        }

        @Override
        public boolean delete(Path path, boolean recursive) throws IOException {
            return !refused() && super.delete(path, recursive);
        }
    }

    /** {@code hdfs:///}: its rename refuses a name that is taken, unless it is asked to overwrite. */
    public static final class Hdfs extends Objects {

        @Override
        public URI getUri() {
            return URI.create("hdfs:///");
        }
    }

    /** As {@code FileContext} sees it. */
    public static final class HdfsContext extends DelegateToFileSystem {

        public HdfsContext(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new Hdfs(), configuration, "hdfs", false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
            assertThat(overwrite).isTrue();
            Files.move(
                    java.nio.file.Path.of(from.toUri().getPath()),
                    java.nio.file.Path.of(to.toUri().getPath()),
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @BeforeEach
    void oldAndNew() throws IOException {
        configuration.set("fs.object.impl", Objects.class.getName());
        configuration.set("fs.hdfs.impl", Hdfs.class.getName());
        configuration.set("fs.AbstractFileSystem.hdfs.impl", HdfsContext.class.getName());
        Files.writeString(directory.resolve("named"), "old");
        Files.writeString(directory.resolve("whole"), "new");
    }

    private boolean place(String scheme) throws IOException {
        try (FileSystem files = FileSystem.newInstance(URI.create(scheme + ":///"), configuration)) {
            Path named = path(scheme, "named");
            return new UnnamedFile(files, path(scheme, "whole")).place(named, UnnamedFile.status(files, named));
        }
    }

    private Path path(String scheme, String name) {
        return new Path(scheme + "://" + directory + "/" + name);
    }

    /** Each file as {@code name=text}, hidden ones as {@code hidden=text}. */
    private Set<String> files() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<java.nio.file.Path> all = Files.walk(directory)) {
            for (java.nio.file.Path each : all.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(each).toString();
                if (!name.endsWith(".crc")) {
                    found.add(
                            (name.startsWith(FileListing.UNFINISHED) ? "hidden" : name) + "=" + Files.readString(each));
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "object", "hdfs"})
    void theNewFileTakesTheNameOfTheOldOne(String scheme) throws IOException {
        assertThat(place(scheme)).isTrue();

        assertThat(files()).containsExactly("named=new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "object", "hdfs"})
    void aFreeNameIsTaken(String scheme) throws IOException {
        Files.delete(directory.resolve("named"));

        assertThat(place(scheme)).isTrue();

        assertThat(files()).containsExactly("named=new");
    }

    /** A folder is not taken away, and the file does not go into it. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "object", "hdfs"})
    void aFolderKeepsItsName(String scheme) throws IOException {
        Files.delete(directory.resolve("named"));
        Files.createDirectory(directory.resolve("named"));

        assertThatThrownBy(() -> place(scheme)).isInstanceOf(IOException.class).hasMessageContaining("folder");

        assertThat(directory.resolve("named")).isEmptyDirectory();
        assertThat(files()).containsExactly("whole=new");
    }

    /** The old file goes aside, the new one gets its name, the old one is deleted: three changes. */
    @ParameterizedTest
    @CsvSource({"1, named=old whole=new", "2, named=old whole=new", "3, hidden=old named=new"})
    void whoDiesLeavesTheOldFileOrTheNewOne(int change, String left) throws IOException {
        configuration.setInt("dies", change);

        assertThatThrownBy(() -> place("object")).hasMessage("killed");

        assertThat(files()).containsExactly(left.split(" "));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRenameThatIsRefusedLeavesBoth(int change) throws IOException {
        configuration.setInt("refuses", change);

        assertThat(place("object")).isFalse();

        assertThat(files()).containsExactly("named=old", "whole=new");
    }

    /** Its own file went with the hidden folder of the copy, which has ended without it. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "object", "hdfs"})
    void aLateAttemptKeepsTheGoodFile(String scheme) throws IOException {
        Files.delete(directory.resolve("whole"));

        try {
            assertThat(place(scheme)).isFalse();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("whole");
        }

        assertThat(files()).containsExactly("named=old");
    }

    /** Between the look and the rename another attempt has placed its own. */
    @ParameterizedTest
    @ValueSource(strings = {"object"})
    void whoeverWasFasterKeepsItsFile(String scheme) throws IOException {
        try (FileSystem files = FileSystem.newInstance(URI.create(scheme + ":///"), configuration)) {
            assertThat(new UnnamedFile(files, path(scheme, "whole")).place(path(scheme, "named"), Optional.empty()))
                    .isFalse();
        }

        assertThat(files()).containsExactly("named=old", "whole=new");
    }

    @Test
    void whatIsNotThereHasNoStatus() throws IOException {
        try (FileSystem files = FileSystem.newInstance(URI.create("object:///"), configuration)) {
            assertThat(UnnamedFile.status(files, path("object", "none"))).isEmpty();
            assertThat(UnnamedFile.status(files, path("object", "whole"))).isPresent();
        }
    }
}
