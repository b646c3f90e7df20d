package io.cosmosdataflow.store.file.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.BinaryDataset;
import io.cosmosdataflow.store.kind.FileCopyRules;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.kind.FileFault;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.RejectsOfRun;
import io.cosmosdataflow.store.storage.FilePlacement;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are gone, forbidden, changed or refused while they are copied, and tasks that are run again.
 *
 * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, "Copying binary files"; copy-activity-data-consistency.
 */
class FaultyCopyTest {

    private static final Set<FileFault> NONE = Set.of();

    @TempDir
    Path directory;

    private final List<FileEvent> events = new ArrayList<>();
    private final Map<String, Secret> settings = new HashMap<>();
    private CopyBehavior behavior = CopyBehavior.PreserveHierarchy;
    private String scheme = "faulty";
    private String single = "";
    private boolean deletes;

    @BeforeEach
    void twoGoodFiles() throws IOException {
        settings.put("fs.faulty.impl", Secret.of(FaultyFiles.class.getName()));
        settings.put("fs.atomic.impl", Secret.of(FaultyFiles.Atomic.class.getName()));
        FaultyFiles.MET.clear();
        file("a", "first");
        file("s/z", "last");
    }

    private void file(String path, String text) throws IOException {
        Path file = directory.resolve("in").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private FileRoot root(String name, String scheme) {
        return new FileRoot(name, scheme + "://" + directory + "/", "", settings);
    }

    private static BinaryDataset dataset(String container, String file) {
        Issues issues = new Issues();
        String json = "{\"location\": {\"type\": \"AzureBlobStorageLocation\", \"container\": \"" + container
                + "\", \"fileName\": \"" + file + "\"}}";
        return BinaryDataset.of(Properties.of((JsonObject) JsonReader.read("t.json", json), "test", issues))
                .orElseThrow();
    }

    private void run(Set<FileFault> skipped, boolean verified) {
        BinarySource source = new BinarySource(
                root("Source", "faulty"),
                dataset("in", single),
                io.cosmosdataflow.store.storage.FileSelection.everything(0),
                true,
                deletes);
        BinarySink sink = new BinarySink(root("Sink", scheme), dataset("out", ""), new FilePlacement(behavior, 0));
        Opening opening = new Opening(
                SharedSpark.session(),
                "Copy",
                remark -> {},
                Optional.empty(),
                RejectsOfRun.NONE,
                Optional.empty(),
                container -> new KeyChoice(List.of("/id"), ""));
        new BinaryCopy(source, sink).run(opening, new FileCopyRules(skipped, verified), events::add);
    }

    private JobException failure(Set<FileFault> skipped, boolean verified) {
        Throwable thrown = catchThrowable(() -> run(skipped, verified));
        return ExceptionUtils.getThrowableList(thrown).stream()
                .filter(JobException.class::isInstance)
                .map(JobException.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** All of them, hidden ones too. */
    private Set<String> files(String folder) throws IOException {
        Path root = directory.resolve(folder);
        if (!Files.exists(root)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            Set<String> names = new TreeSet<>();
            all.filter(Files::isRegularFile).forEach(file -> names.add(root.relativize(file) + "=" + text(file)));
            return names;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<FileEvent.Skipped> skipped() {
        return events.stream()
                .filter(FileEvent.Skipped.class::isInstance)
                .map(FileEvent.Skipped.class::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "fileForbidden, forbidden, 0, may not be read",
        "dataInconsistency, changed, 4, was changed while it was copied",
        "invalidFileName, refused, 4, The sink cannot have a file 'refused'"
    })
    void aFileIsLeftOutWhereItsFaultMayBe(FileFault fault, String name, long read, String why) throws IOException {
        file(name, "text");

        run(EnumSet.of(fault), true);

        assertThat(skipped()).singleElement().satisfies(event -> {
            assertThat(event.file()).isEqualTo(name);
            assertThat(event.fault()).isEqualTo(fault);
            assertThat(event.bytes()).isEqualTo(read);
            assertThat(event.why()).contains(why);
        });
        assertThat(files("out")).containsExactly("a=first", "s/z=last");
        assertThat(files("in")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "forbidden, FileStoreFailed, Source",
        "changed, DataInconsistent, Source",
        "refused, FileNameInvalid, Source",
        "gone, FileNotFound, Source"
    })
    void elseItEndsTheCopy(String name, ErrorCode code, String service) throws IOException {
        file(name, "text");
        deletes = true;

        JobException failure = failure(NONE, true);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.linkedService()).contains(service);
        assertThat(failure).hasMessageContaining("'" + name + "'");
        assertThat(files("out")).isSubsetOf("a=first", "s/z=last");
        assertThat(files("in")).hasSize(3);
    }

    /** Each file is copied; what is no longer that file, and what the store keeps, is not passed over in silence. */
    @ParameterizedTest
    @CsvSource({
        "late, DataInconsistent, was changed after it was copied",
        "kept, FileStoreFailed, the store does not delete it"
    })
    void aFileThatIsNotDeletedAfterTheCopyIsAnError(String name, ErrorCode code, String why) throws IOException {
        file(name, "text");
        deletes = true;

        JobException failure = failure(NONE, false);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.linkedService()).contains("Source");
        assertThat(failure).hasMessageContaining("'" + name + "'").hasMessageContaining(why);
        assertThat(files("in")).containsExactly(name + "=text");
        assertThat(files("out")).containsExactly("a=first", name + "=text", "s/z=last");
    }

    /** A backslash of a name is a slash at the sink. */
    @Test
    void twoNamesThatAreOneAtTheSinkAreAnError() throws IOException {
        file("d\\b", "one");
        file("d/b", "other");

        assertThat(failure(NONE, false).code()).isEqualTo(ErrorCode.InvalidProperty);
        assertThat(files("out")).isEmpty();
    }

    /** What one executor alone does not see is no file that was deleted: a mount is missing there. */
    @Test
    void aFileThatOnlyATaskDoesNotSeeIsNotLeftOut() throws IOException {
        file("gone", "text");

        JobException failure = failure(EnumSet.of(FileFault.fileMissing), false);

        assertThat(failure.code()).isEqualTo(ErrorCode.FileStoreFailed);
        assertThat(failure).hasMessageContaining("mount it on the driver and on all executors");
    }

    /** "If a single file is specified in source dataset, copy activity will fail if any error occurred." */
    @Test
    void oneFileThatIsNamedIsNotLeftOut() throws IOException {
        file("forbidden", "text");
        single = "forbidden";

        assertThat(failure(EnumSet.of(FileFault.fileForbidden), true).code()).isEqualTo(ErrorCode.FileStoreFailed);
    }

    /** "This property is only valid when you set validateDataConsistency as True." */
    @Test
    void aChangedFileIsNotLeftOutWhereConsistencyIsNotVerified() throws IOException {
        file("changed", "text");

        assertThat(failure(EnumSet.of(FileFault.dataInconsistency), false).code())
                .isEqualTo(ErrorCode.DataInconsistent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"faulty", "atomic"})
    void whatArrivesAsOtherBytesIsFoundByItsChecksum(String to) throws IOException {
        settings.put("faulty.altered", Secret.of("true"));
        scheme = to;

        assertThat(failure(NONE, true)).hasMessageContaining("has other bytes than those that were read");
        assertThat(files("out")).isEmpty();

        run(EnumSet.of(FileFault.dataInconsistency), true);
        assertThat(skipped()).hasSize(2);
        assertThat(files("out")).isEmpty();
    }

    /** What is merged already cannot be taken out again. */
    @Test
    void mergedFilesAreLeftOutOnlyBeforeTheyAreBegun() throws IOException {
        behavior = CopyBehavior.MergeFiles;
        file("forbidden", "text");

        run(EnumSet.of(FileFault.fileForbidden), false);

        assertThat(skipped()).hasSize(1);
        assertThat(files("out")).singleElement().asString().endsWith("=firstlast");

        file("changed", "text");
        assertThat(failure(EnumSet.allOf(FileFault.class), true).code()).isEqualTo(ErrorCode.DataInconsistent);
        assertThat(files("out")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"faulty, PreserveHierarchy", "atomic, PreserveHierarchy", "faulty, MergeFiles", "atomic, MergeFiles"})
    void aTaskThatIsRunAgainDoublesNothing(String to, CopyBehavior how) throws IOException {
        scheme = to;
        behavior = how;
        file("flaky", "text");
        Files.createDirectories(directory.resolve("out"));
        Files.writeString(directory.resolve("out/a"), "old");

        run(NONE, false);

        assertThat(FaultyFiles.MET).hasSize(1);
        boolean merged = how == CopyBehavior.MergeFiles;
        assertThat(files("out").stream().map(file -> file.replaceFirst("^data_.*=", "merged=")))
                .containsExactlyInAnyOrder(
                        merged
                                ? new String[] {"a=old", "merged=firsttextlast"}
                                : new String[] {"a=first", "flaky=text", "s/z=last"});
        assertThat(events.stream().filter(FileEvent.Read.class::isInstance)).hasSize(3);
        assertThat(events.stream().filter(FileEvent.Written.class::isInstance)).hasSize(merged ? 1 : 3);
    }

    /** A store whose streams can be given up needs no second name: nothing of a file that failed is there. */
    @Test
    void aStreamThatIsGivenUpLeavesNothing() throws IOException {
        scheme = "atomic";
        file("changed", "text");

        assertThat(failure(NONE, false).code()).isEqualTo(ErrorCode.DataInconsistent);
        assertThat(files("out")).isSubsetOf("a=first", "s/z=last");
    }
}
