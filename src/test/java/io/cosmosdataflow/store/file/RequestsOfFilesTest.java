package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.reading;
import static io.cosmosdataflow.store.file.FileStoreFixture.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many requests a file costs: those of a copy of many files without those of a copy of few, by the number of files
 * between. What is expected is what a store must be asked for: a file is read once and written once, under a name that
 * it gives up for its own when all are there. docs/performance.md has the table.
 */
class RequestsOfFilesTest {

    private static final int FEW = 20;
    private static final int MANY = 60;

    /** Of files and folders, whatever their number; the folder of unfinished files is made, listed and deleted. */
    private static final int MOST_ONCE = 16;

    private static final String BY_WILDCARD = "{'storeSettings': {'type': 'AzureBlobStorageReadSettings',"
            + " 'recursive': true, 'wildcardFileName': 'file*.json'}}";
    private static final String MERGED = "{'storeSettings': {'copyBehavior': 'MergeFiles'}}";
    private static final String TEXT = "'columnDelimiter': ',', 'firstRowAsHeader': true";

    @TempDir
    Path directory;

    private interface Copy {
        void of(int files) throws IOException;
    }

    @Test
    void aCopyOfDocumentsReadsAndWritesEachFileOnce() throws IOException {
        assertThat(eachFile(files -> copied(files, "Json", "{}", "Json", "", "{}")))
                .isEqualTo(Map.of("open", 1, "create", 1, "rename", 1));
    }

    @Test
    void aWildcardAsksForNoMoreThanAFolder() throws IOException {
        assertThat(eachFile(files -> copied(files, "Json", BY_WILDCARD, "Json", "", "{}")))
                .isEqualTo(Map.of("open", 1, "create", 1, "rename", 1));
    }

    /** What stands once in a file is written with its rows. */
    @ParameterizedTest
    @ValueSource(strings = {"", "'compression': {'type': 'gzip'}", "'compression': {'type': 'deflate'}"})
    void arraysAndCodecsCostNoRequests(String format) throws IOException {
        assertThat(eachFile(files -> copied(
                        files,
                        "Json",
                        "{}",
                        "Json",
                        format,
                        "{'formatSettings': {'type': 'JsonWriteSettings', 'filePattern': 'arrayOfObjects'}}")))
                .isEqualTo(Map.of("open", 1, "create", 1, "rename", 1));
    }

    @Test
    void headersCostNoRequests() throws IOException {
        // the columns of all files must be known before rows are read
        assertThat(eachFile(files -> copied(files, "DelimitedText", "{}", "DelimitedText", TEXT, "{}")))
                .isEqualTo(Map.of("open", 2, "create", 1, "rename", 1));
    }

    /** Its parts are those of tasks. */
    @Test
    void aMergeReadsEachFileOnceAndWritesFew() throws IOException {
        assertThat(eachFile(files -> copied(files, "Json", "{}", "Json", "", MERGED)))
                .isEqualTo(Map.of("open", 1));
    }

    @Test
    void documentsOnTheirWayToCosmosCostOneRead() throws IOException {
        assertThat(eachFile(files -> source(files, "Json", "", "{}").foreach(row -> {})))
                .isEqualTo(Map.of("open", 1));
    }

    /** A file of each task. */
    @Test
    void documentsFromCosmosCostOneWriteOfEachFile() throws IOException {
        assertThat(eachFile(files -> write(
                        SharedSpark.session()
                                .range(0, files, 1, files)
                                .selectExpr("concat('{\"n\":', id, '}') AS `" + Columns.DOCUMENT + "`"),
                        dataset("Json", "out" + files, "", ""),
                        "{}")))
                .isEqualTo(Map.of("create", 1, "rename", 1));
    }

    /** Where a store does not rename over a file, that is renamed first, and deleted when the new one has its name. */
    @Test
    void aFileThatIsReplacedCostsARenameAndItsDeletion() throws IOException {
        copied(FEW, "Json", "{}", "Json", "", "{}");
        copied(MANY, "Json", "{}", "Json", "", "{}");

        assertThat(eachFile(files -> copied(files, "Json", "{}", "Json", "", "{}")))
                .isEqualTo(Map.of("open", 1, "create", 1, "rename", 2, "delete", 1));
    }

    private Map<String, Integer> eachFile(Copy copy) throws IOException {
        Files.createDirectories(directory.resolve("c"));
        CountedFiles.taken();
        copy.of(FEW);
        Map<String, Integer> few = CountedFiles.taken();
        copy.of(MANY);
        Map<String, Integer> many = CountedFiles.taken();
        Map<String, Integer> each = new TreeMap<>();
        int once = 0;
        for (Map.Entry<String, Integer> request : many.entrySet()) {
            int before = few.getOrDefault(request.getKey(), 0);
            int more = request.getValue() - before;
            assertThat(more % (MANY - FEW))
                    .as("%s: %s of few, %s of many", request.getKey(), few, many)
                    .isZero();
            once += before - more / (MANY - FEW) * FEW;
            if (more > 0) {
                each.put(request.getKey(), more / (MANY - FEW));
            }
        }
        assertThat(once).as("once: %s of few, %s of many", few, many).isBetween(1, MOST_ONCE);
        return each;
    }

    private void copied(int files, String from, String source, String to, String sinkFormat, String sink)
            throws IOException {
        write(
                source(files, from, from.equals("Json") ? "" : TEXT, source),
                dataset(to, to.toLowerCase(java.util.Locale.ROOT) + files, "", sinkFormat),
                sink);
    }

    private void write(Dataset<Row> rows, FileDataset dataset, String settings) {
        try (FileSink sink = new FileSink(dataset, writing(settings), root())) {
            sink.write(rows);
        }
    }

    private Dataset<Row> source(int files, String type, String format, String settings) throws IOException {
        String folder = type + "-in" + files;
        Path container = Files.createDirectories(directory.resolve("c").resolve(folder));
        boolean json = type.equals("Json");
        for (int each = 0; each < files; each++) {
            String text = json ? "{\"id\": \"" + each + "\"}\n" : "id,text\n" + each + ",some\n";
            Files.writeString(container.resolve("file" + each + (json ? ".json" : ".csv")), text);
        }
        return new FileSource(dataset(type, folder, "", format), reading(settings), root()).read(SharedSpark.session());
    }

    private FileRoot root() {
        return new FileRoot(
                "files",
                "counted://" + directory + "/",
                "",
                Map.of("fs.counted.impl", Secret.of(CountedFiles.class.getName())));
    }
}
