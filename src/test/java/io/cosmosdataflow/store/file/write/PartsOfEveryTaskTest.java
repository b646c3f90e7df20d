package io.cosmosdataflow.store.file.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.TextEncoding;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mount that one executor has not: what was in the folder stays, and no part of the new files is there. */
class PartsOfEveryTaskTest {

    @TempDir
    Path directory;

    @BeforeEach
    void before() throws IOException {
        Files.createDirectories(directory.resolve("out"));
        Files.writeString(directory.resolve("out/old.json"), "{\"old\": true}\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsClearedOrPlacedBeforeAllPartsAreThere(boolean shorter) throws IOException {
        Dataset<Row> rows = SharedSpark.session()
                .range(0, 40, 1, 4)
                .selectExpr("concat('{\"n\":', id, '}') AS `" + Columns.DOCUMENT + "`");

        JobException failure =
                catchThrowableOfType(JobException.class, () -> writer(new TargetNames.PerPartition(".json"), shorter)
                        .write(rows));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileStoreFailed);
        assertThat(failure)
                .hasMessageContaining("nothing there has changed: of 4 parts")
                .hasMessageContaining(shorter ? "of task 1 has 0 bytes, and 90 were written" : "of task 1 is missing")
                .hasMessageContaining("mount it on the driver and on all executors");
        assertThat(files()).containsExactly("old.json");
    }

    @Test
    void partsThatAreAllThereTakeThePlaceOfWhatWas() throws IOException {
        Dataset<Row> rows = SharedSpark.session()
                .range(0, 10, 1, 1)
                .selectExpr("concat('{\"n\":', id, '}') AS `" + Columns.DOCUMENT + "`");

        writer(new TargetNames.One("new.json"), false).write(rows);

        assertThat(files()).containsExactly("new.json");
    }

    private FilesWriter writer(TargetNames names, boolean shorter) {
        Map<String, Secret> settings = new HashMap<>();
        settings.put("fs.split.impl", Secret.of(SplitMountFiles.class.getName()));
        settings.put(SplitMountFiles.SHORTER, Secret.of(String.valueOf(shorter)));
        FileRoot root = new FileRoot("files", "split://" + directory + "/", "", settings);
        return new FilesWriter(
                StorageAccess.of(SharedSpark.session(), root),
                new FileFormat.Json(TextEncoding.UTF_8, Compression.NONE),
                new FilesWriter.Target(root.uri("out"), names, root.uri("out")),
                new FilesWriter.Layout(false, false, Map.of()),
                FilesWriter.Limits.NONE);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("out"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
