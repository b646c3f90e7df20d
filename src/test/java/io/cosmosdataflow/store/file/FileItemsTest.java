package io.cosmosdataflow.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.FileSelection;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items of a store that Hadoop reaches, and of this machine. */
class FileItemsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("files/c/in/sub"));
        Files.createDirectories(directory.resolve("files/c/in/.cosmos-dataflow-unfinished"));
        Files.writeString(directory.resolve("files/c/in/a.bin"), "12345");
        Files.writeString(directory.resolve("files/c/in/_mark"), "");
    }

    private FileRoot root(String scheme) {
        return scheme.equals("file")
                ? FileRoot.local("files", directory)
                : new FileRoot(
                        "files",
                        "counted://" + directory.resolve("files") + "/",
                        "",
                        Map.of("fs.counted.impl", Secret.of(CountedFiles.class.getName())));
    }

    private FileItems items(String scheme, String folder, String file, Optional<FileFormat> format) {
        FileReadSettings settings = FileReadSettings.of(FileSelection.everything(0));
        return new FileItems(
                new NamedFiles(new FileLocation("c", folder, file), format),
                settings,
                new FileItems.Place(root(scheme), false),
                SharedSpark.session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "counted"})
    void aFileIsFound(String scheme) {
        try (FileItems items = items(scheme, "in", "a.bin", Optional.empty())) {
            StoredItem item = items.find().orElseThrow();

            assertThat(item.type()).isEqualTo(ItemType.File);
            assertThat(item.size()).isEqualTo(5);
            // printf 12345 | openssl md5 -binary | base64
            assertThat(item.contentMd5()).isEqualTo("gnzLDuqKcGxMNKFokfhOew==");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "counted"})
    void aFolderHasItsNamesButThoseOfUnfinishedFiles(String scheme) {
        try (FileItems items = items(scheme, "in", "", Optional.empty())) {
            StoredItem item = items.find().orElseThrow();
            List<StoredItem.Child> children = new ArrayList<>();
            item.children().forEachRemaining(children::add);

            assertThat(item.type()).isEqualTo(ItemType.Folder);
            assertThat(children)
                    .containsExactlyInAnyOrder(
                            new StoredItem.Child("a.bin", ItemType.File),
                            new StoredItem.Child("_mark", ItemType.File),
                            new StoredItem.Child("sub", ItemType.Folder));
        }
    }

    /** What is there counts, whichever property names it. */
    @ParameterizedTest
    @CsvSource({
        "file, in, sub, Folder",
        "counted, in/sub, '', Folder",
        "file, in/a.bin, '', File",
        "counted, in, a.bin, File"
    })
    void thePropertyThatNamesAnItemDoesNotDecideWhatItIs(String scheme, String folder, String file, ItemType type) {
        try (FileItems items = items(scheme, folder, file, Optional.empty())) {
            assertThat(items.find().orElseThrow().type()).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource({"file, in, b.bin", "counted, in, b.bin", "counted, nowhere, ''", "file, in/a.bin, a.bin"})
    void whatIsNotThereIsNamed(String scheme, String folder, String file) {
        try (FileItems items = items(scheme, folder, file, Optional.empty())) {
            assertThat(items.find()).isEmpty();
            assertThat(items.missing()).satisfies(missing -> {
                assertThat(missing.code()).isEqualTo(ErrorCode.FileNotFound);
                assertThat(missing).hasMessageContaining("'files'").hasMessageContaining("'c/" + folder);
            });
        }
    }

    /** One look, and one look more at what is in it. */
    @Test
    void aLookCostsOneRequest() {
        CountedFiles.taken();
        try (FileItems items = items("counted", "in", "a.bin", Optional.empty())) {
            assertThat(items.find()).isPresent();
        }

        assertThat(CountedFiles.taken()).isEqualTo(Map.of("getFileStatus", 1));
    }

    @Test
    void aWorkbookHasTheColumnsOfItsSheet() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Workbook book = new Workbook(bytes, "test", "1.0");
        Worksheet sheet = book.newWorksheet("First");
        sheet.value(0, 0, "id");
        sheet.value(0, 1, "name");
        sheet.value(1, 0, 7);
        book.finish();
        Files.write(directory.resolve("files/c/in/book.xlsx"), bytes.toByteArray());
        FileFormat format = new FileFormat.Sheet(Compression.NONE, "First", 0, "", true, "", false);

        try (FileItems items = items("file", "in", "book.xlsx", Optional.of(format))) {
            assertThat(items.find().orElseThrow().columns().fieldNames()).containsExactly("id", "name");
        }
    }

    @Test
    void aCancelledRunReadsNoFurther() {
        try (FileItems items = items("file", "in", "a.bin", Optional.empty())) {
            StoredItem item = items.find().orElseThrow();
            Thread.currentThread().interrupt();
            try {
                assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(item::contentMd5, JobException.class)
                                .code())
                        .isEqualTo(ErrorCode.ActivityFailed);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }
}
