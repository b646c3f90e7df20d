package io.cosmosdataflow.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.store.kind.Deletion.Deleted;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.FileSelection;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of stores that refuse, or that others use meanwhile. */
class FileDeletionTest {

    @TempDir
    Path directory;

    @AfterEach
    void mend() {
        RefusingDeletes.REFUSED.clear();
        RefusingDeletes.TAKEN.clear();
    }

    private void with(String... files) throws IOException {
        for (String file : files) {
            Path path = directory.resolve("files/c").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "x");
        }
    }

    private FileRoot root(String scheme) {
        return new FileRoot(
                "files",
                scheme + "://" + directory.resolve("files") + "/",
                "",
                Map.of(
                        "fs.counted.impl", Secret.of(CountedFiles.class.getName()),
                        "fs.refusing.impl", Secret.of(RefusingDeletes.class.getName())));
    }

    private List<Deleted> delete(String scheme, int connections) {
        FileSelection all = FileSelection.everything(connections);
        return new FileDeletion(new FilesToDelete(new FileLocation("c", "in", ""), all), root(scheme))
                .run(SharedSpark.session());
    }

    private static Deleted gone(String name, ItemType type) {
        return new Deleted(name, type, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whatIsRefusedStaysAndIsTakenByTheNextAttempt(int connections) throws IOException {
        with("in/1", "in/2", "in/sub/3");
        RefusingDeletes.REFUSED.add("2");

        assertThat(delete("refusing", connections))
                .containsExactlyInAnyOrder(
                        gone("in/1", ItemType.File),
                        new Deleted("in/2", ItemType.File, Optional.of("There is a lease on 2")),
                        gone("in/sub/3", ItemType.File),
                        gone("in/sub", ItemType.Folder));
        assertThat(directory.resolve("files/c/in/2")).exists();

        mend();
        assertThat(delete("refusing", connections))
                .containsExactly(gone("in/2", ItemType.File), gone("in", ItemType.Folder));
        assertThat(delete("refusing", connections)).isEmpty();
    }

    @Test
    void whatSomebodyElseHasDeletedIsNoFailure() throws IOException {
        with("in/1", "in/2");
        RefusingDeletes.TAKEN.add("1");

        assertThat(delete("refusing", 1)).containsExactly(gone("in/2", ItemType.File), gone("in", ItemType.Folder));
    }

    @Test
    void aFolderThatIsRefusedIsNamed() throws IOException {
        with("in/sub/1");
        RefusingDeletes.REFUSED.add("sub");

        assertThat(delete("refusing", 1))
                .containsExactly(
                        gone("in/sub/1", ItemType.File),
                        new Deleted("in/sub", ItemType.Folder, Optional.of("There is a lease on sub")));
        assertThat(directory.resolve("files/c/in/sub")).exists();
    }

    /** A sink that writes meanwhile keeps its folder. */
    @Test
    void unfinishedFilesStay() throws IOException {
        with("in/1", "in/.cosmos-dataflow-x/part");

        assertThat(delete("refusing", 1)).containsExactly(gone("in/1", ItemType.File));
        assertThat(directory.resolve("files/c/in/.cosmos-dataflow-x/part")).exists();
    }

    /** A file costs one request, a folder is listed and deleted. */
    @Test
    void aFileCostsOneRequest() throws IOException {
        with("in/1", "in/2", "in/3");
        CountedFiles.taken();

        delete("counted", 1);

        assertThat(CountedFiles.taken()).containsEntry("delete", 4).doesNotContainKeys("exists", "open", "create");
    }
}
