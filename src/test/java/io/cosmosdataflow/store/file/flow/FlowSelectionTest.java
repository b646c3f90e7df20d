package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.dataset;
import static io.cosmosdataflow.store.file.flow.FlowFixture.failure;
import static io.cosmosdataflow.store.file.flow.FlowFixture.projection;
import static io.cosmosdataflow.store.file.flow.FlowFixture.spark;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowSelectionTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    private static final Optional<Dataset> FOLDER = dataset("Json", "in", "", "");

    @BeforeEach
    void files() throws IOException {
        store = new FlowFixture(directory);
        for (String path : List.of(
                "in/a.json",
                "in/_SUCCESS",
                "in/.hidden.json",
                "in/d/b.json",
                "in/y=1/c.json",
                "sales/2019/x/1.json",
                "sales/2020/y/2.json",
                "sales/2020/y/3.txt",
                "sales/1999/4.json")) {
            store.with(path, "{\"p\":\"" + path + "\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{} # in/a.json,in/y=1/c.json",
                "{'recursive': true} # in/a.json,in/d/b.json,in/y=1/c.json",
                "{'wildcardPaths': ['']} # in/a.json,in/y=1/c.json",
                "{'wildcardPaths': ['in/*.json']} # in/a.json",
                "{'wildcardPaths': ['/in/**/*.json']} # in/a.json,in/d/b.json,in/y=1/c.json",
                "{'wildcardPaths': ['in/**']} # in/a.json,in/d/b.json,in/y=1/c.json",
                "{'wildcardPaths': ['sales/20??/**/*.json']} # sales/2019/x/1.json,sales/2020/y/2.json",
                "{'wildcardPaths': ['sales/20??/**/']} # sales/2019/x/1.json,sales/2020/y/2.json,sales/2020/y/3.txt",
                "{'wildcardPaths': ['sales/*/[xz]/?.json', 'in/a*']} # in/a.json,sales/2019/x/1.json",
                "{'wildcardPaths': ['sales/{1999,2019}/**']} # sales/1999/4.json,sales/2019/x/1.json",
                "{'wildcardPaths': ['sales/2020/*']} # sales/2020/y/2.json,sales/2020/y/3.txt",
                "{'wildcardPaths': ['in/a.json', 'sales/1999']} # in/a.json,sales/1999/4.json",
            })
    void pathsChooseFiles(String settings, String paths) {
        assertThat(store.read(FOLDER, settings, projection("p string")).collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder(paths.split(","));
        assertThat(store.source.metrics().files().orElseThrow()).hasSize(paths.split(",").length);
    }

    @Test
    void rowsTellTheirFileAndItsFolders() {
        assertThat(store.rows(
                        FOLDER,
                        "{'wildcardPaths': ['in/y=*/*.json'], 'partitionRootPath': 'in', 'rowUrlColumn': 'file'}",
                        projection("p string, y int")))
                .containsExactly("[in/y=1/c.json,1,/in/y=1/c.json]");
        assertThat(store.rows(
                        FOLDER, "{'wildcardPaths': ['in/y=*/*.json'], 'partitionRootPath': '/in/'}", projection("")))
                .containsExactly("[in/y=1/c.json,1]");
        assertThat(store.source.rowUrlColumn()).isEmpty();
    }

    @Test
    void aListNamesFilesBelowTheFolderOrTheContainer() throws IOException {
        store.with("lists/l.txt", "sales/1999/4.json\r\n\n/in/d/*.json\n").with("in/l2.txt", "d/b.json\n");

        assertThat(store.rows(FOLDER, "{'fileList': true, 'wildcardPaths': ['lists/*.txt']}", projection("p string")))
                .containsExactly("[in/d/b.json]", "[sales/1999/4.json]");
        assertThat(store.rows(dataset("Json", "in", "l2.txt", ""), "{'fileList': true}", projection("p string")))
                .containsExactly("[in/d/b.json]");
    }

    @Test
    void timesOfModificationChooseFiles() throws IOException {
        Files.setLastModifiedTime(
                store.container.resolve("in/a.json"), FileTime.from(Instant.parse("2020-02-03T00:00:00Z")));

        assertThat(store.rows(FOLDER, "{'modifiedBefore': '2020-02-04'}", projection("p string")))
                .containsExactly("[in/a.json]");
        assertThat(store.rows(FOLDER, "{'modifiedAfter': '2020-02-04 10:00:00'}", projection("p string")))
                .containsExactly("[in/y=1/c.json]");
    }

    @Test
    void noFilesAreAnErrorUnlessAllowed() {
        Optional<Dataset> missing = dataset("Json", "gone", "", "");

        JobException failure = failure(() -> store.read(missing, "{}", projection("a int")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound);
        assertThat(failure).hasMessageContainingAll("'files' is 'gone'", "ignoreNoFilesFound");
        assertThat(store.read(missing, "{'ignoreNoFilesFound': true, 'rowUrlColumn': 'f'}", projection("a int"))
                        .schema()
                        .toDDL())
                .isEqualTo("a INT,f STRING");
        assertThat(store.rows(missing, "{'ignoreNoFilesFound': true}", projection("a int")))
                .isEmpty();
    }

    @Test
    void filesMoveAfterSuccessWithTheirFolders() throws IOException {
        store.read(
                FOLDER,
                "{'wildcardPaths': ['/sales/20??/**/*.json'], 'moveFiles': ['/sales', '/backup/prior']}",
                projection("p string"));
        assertThat(store.files()).contains("sales/2019/x/1.json");

        store.source.finishAfterSuccess(spark());

        assertThat(store.files())
                .contains("backup/prior/2019/x/1.json", "backup/prior/2020/y/2.json", "sales/1999/4.json")
                .doesNotContain("sales/2019/x/1.json", "sales/2020/y/2.json");
    }

    /** A folder and itself: the file is where it should be. */
    @Test
    void filesThatMoveToWhereTheyAreStay() throws IOException {
        store.read(FOLDER, "{'wildcardPaths': ['in/a.json'], 'moveFiles': ['in', '/in/']}", projection("p string"));
        List<String> before = store.files();

        store.source.finishAfterSuccess(spark());

        assertThat(store.files()).contains("in/a.json").isEqualTo(before);
    }

    @Test
    void filesGoAfterSuccess() throws IOException {
        store.read(
                FOLDER,
                "{'wildcardPaths': ['in/*.json'], 'purgeFiles': true, 'moveFiles': ['', '']}",
                projection("p string"));

        store.source.finishAfterSuccess(spark());

        assertThat(store.files()).contains("in/d/b.json", "in/_SUCCESS").doesNotContain("in/a.json");
    }
}
