package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.reading;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.storage.FileListing;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSelectionTest {

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() throws IOException {
        store = new FileStoreFixture(directory);
        for (String path : List.of(
                "FolderA/File1.csv",
                "FolderA/File2.json",
                "FolderA/Sub/File3.csv",
                "FolderA/Sub/year=2020/month=08/_hidden.csv",
                "FolderB/File1.csv",
                "Other/.dot.csv",
                "Other/a*b.csv",
                "Other/a-b.csv",
                "Other/.cosmos-dataflow-1/part",
                "top.csv")) {
            store.with(path, "x");
        }
        store.with("lists/list.txt", "\uFEFFFile2.json\r\n\r\nSub/File3.csv\n");
        Files.setLastModifiedTime(
                store.container.resolve("FolderA/File1.csv"), FileTime.fromMillis(1_577_836_800_000L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "FolderA #           #                                   # File1.csv File2.json Sub/File3.csv Sub/year=2020/month=08/_hidden.csv",
                "/FolderA/ #         # 'recursive': false                 # File1.csv File2.json",
                "FolderA # File2.json #                                  # File2.json",
                "FolderA #           # 'wildcardFileName': '*.csv'       # File1.csv Sub/File3.csv Sub/year=2020/month=08/_hidden.csv",
                "FolderA #           # 'wildcardFileName': '*.csv', 'recursive': false # File1.csv",
                "FolderA # ignored   # 'wildcardFileName': 'File?.json'   # File2.json",
                "FolderA #           # 'wildcardFileName': 'File12?.csv'  # ",
                "FolderA #           # 'wildcardFileName': 'File1?.csv', 'recursive': false  # File1.csv",
                "FolderA #           # 'wildcardFileName': 'file1.csv'    # ",
                "Other #             # 'wildcardFileName': 'a^*b.csv'     # a*b.csv",
                "Other #             # 'wildcardFileName': '*'            # .dot.csv a*b.csv a-b.csv",
                "Other #             # 'wildcardFolderPath': 'Folder*', 'recursive': false # FolderA/File1.csv FolderA/File2.json FolderB/File1.csv",
                "Other #             # 'wildcardFolderPath': 'F*A/S*', 'wildcardFileName': '*3*' # FolderA/Sub/File3.csv",
                "'' #                # 'wildcardFolderPath': 'FolderA/**/month=*', 'recursive': false # Sub/year=2020/month=08/_hidden.csv",
                "'' #                # 'wildcardFolderPath': 'Folder?', 'wildcardFileName': 'File1.csv' # FolderA/File1.csv FolderB/File1.csv",
                "'' #                # 'prefix': 'FolderA/Su'             # Sub/File3.csv Sub/year=2020/month=08/_hidden.csv",
                "'' #                # 'prefix': 'Folder', 'recursive': false  # ",
                "'' #                # 'recursive': false                 # top.csv",
                "FolderA #           # 'fileListPath': 'c/lists/list.txt' # File2.json Sub/File3.csv",
                "FolderA #           # 'modifiedDatetimeEnd': '2020-01-01T00:00:01Z' # File1.csv",
                "FolderA #           # 'modifiedDatetimeEnd': '2020-01-01T00:00:00Z' # ",
                "FolderA #           # 'modifiedDatetimeStart': '2020-01-01', 'modifiedDatetimeEnd': '2021-01-01 00:00:00' # File1.csv",
                "FolderA #           # 'modifiedDatetimeStart': '2020-01-01T00:00:01', 'recursive': false # File2.json",
            })
    void settingsSelectFiles(String folder, String file, String settings, String expected) {
        String location = folder.replace("'", "");
        String name = file == null ? "" : file;
        if (expected == null) {
            assertThat(failure(() -> list(location, name, settings)).code()).isEqualTo(ErrorCode.FileNotFound);
        } else {
            assertThat(list(location, name, settings).stream()
                            .map(ListedFile::relative)
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "FolderA # '' # {year=2020, month=08}",
                "FolderA/Sub/year=2020 # '' # {month=08}",
                "FolderA/Sub/year=2020/month=08 # '' # {}",
                "FolderA/Sub/year=2020/month=08 # FolderA/Sub/year=2020 # {month=08}",
                "FolderA/Sub/year=2020/month=08 # c/FolderA # {year=2020, month=08}",
            })
    void foldersBecomeColumnsBelowThePartitionRoot(String folder, String root, String columns) {
        List<ListedFile> files = list(
                folder,
                "",
                "'wildcardFileName': '_*', 'enablePartitionDiscovery': true, 'partitionRootPath': '" + root + "'");

        assertThat(files).extracting(file -> file.partitions().toString()).containsExactly(columns);
        assertThat(list(folder, "", "'wildcardFileName': '_*'"))
                .allSatisfy(file -> assertThat(file.partitions()).isEmpty());
    }

    @Test
    void theErrorOfAnEmptySelectionNamesWhatWasLookedFor() {
        JobException failure = failure(() -> list("FolderA", "", "'wildcardFileName': '*.xml', 'recursive': false"));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound);
        assertThat(failure).hasMessageContainingAll("'files'", "'c/FolderA/*.xml'", "without its sub-folders");
    }

    @Test
    void aListThatIsMissingOrNamesAMissingFileIsAnError() throws IOException {
        store.with("lists/bad.txt", "nothing.csv");

        assertThat(failure(() -> list("FolderA", "", "'fileListPath': 'c/lists/none.txt'")))
                .hasMessageContaining("'c/lists/none.txt'");
        assertThat(failure(() -> list("FolderA", "", "'fileListPath': 'c/lists/bad.txt'")))
                .hasMessageContaining("'FolderA/nothing.csv'");
    }

    private List<ListedFile> list(String folder, String file, String settings) {
        FileDataset dataset = dataset("Json", folder, file, "");
        String json = "{'storeSettings': {'type': 'AzureBlobStorageReadSettings'"
                + (settings == null ? "" : ", " + settings) + "}}";
        return FileListing.list(
                StorageAccess.of(spark(), store.root),
                store.root,
                dataset.location(),
                reading(json).selection());
    }
}
