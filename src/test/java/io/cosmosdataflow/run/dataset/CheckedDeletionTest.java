package io.cosmosdataflow.run.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.LogFolder;
import io.cosmosdataflow.store.kind.Deletion;
import io.cosmosdataflow.store.kind.Deletion.Deleted;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.RejectsOfRun;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that a store refuses to delete. */
class CheckedDeletionTest {

    private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");

    @TempDir
    Path directory;

    private CheckedDeletion deletion(Deleted... items) {
        JsonObject nothing = (JsonObject) JsonReader.read("test.json", "{}");
        Dataset dataset = new Dataset(
                "D",
                "Binary",
                Optional.empty(),
                Map.of(),
                Dataset.DeclaredSchema.NONE,
                nothing,
                nothing.span(),
                nothing);
        LinkedService service = new LinkedService(
                "L", "AzureBlobStorage", nothing, Map.of(), Optional.empty(), nothing.span(), nothing);
        return new CheckedDeletion(
                new ResolvedDataset(dataset, service),
                new Deletion(true, false, "", 1, with -> List.of(items)),
                Optional.of(new LogFolder(service, FileRoot.local("L", directory), "c/log")));
    }

    private static ActivityContext context() {
        Opening opening = new Opening(
                SharedSpark.session(),
                "Clean",
                remark -> {},
                Optional.empty(),
                RejectsOfRun.NONE,
                Optional.empty(),
                container -> new KeyChoice(List.of(), ""));
        return new ActivityContext(opening, RUN, null, null, null, false);
    }

    /** The log has them, and the next attempt may go well. */
    @Test
    void theActivityFailsWithTheFirstOfThemAndTheLogHasAll() throws IOException {
        CheckedDeletion deletion = deletion(
                new Deleted("in/a,b", ItemType.File, Optional.empty()),
                new Deleted("in/c", ItemType.File, Optional.of("There is a \"lease\" on it")),
                new Deleted("in/d", ItemType.File, Optional.of("Why not")));

        assertThatThrownBy(() -> deletion.run(context()))
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.FileStoreFailed))
                .hasMessageContaining("2 of 3 files")
                .hasMessageContaining("'in/c' among them: There is a \"lease\" on it");
        try (Stream<Path> logs = Files.list(directory.resolve("L/c/log/" + RUN))) {
            assertThat(logs)
                    .singleElement()
                    .satisfies(
                            log -> assertThat(Files.readString(log))
                                    .isEqualTo(
                                            """
                            Name,Category,Status,Error
                            "in/a,b",File,Deleted,
                            in/c,File,Failed,"There is a ""lease"" on it"
                            in/d,File,Failed,Why not
                            """));
        }
    }

    @Test
    void foldersAreNotCountedAsFiles() {
        assertThat(deletion(
                                new Deleted("in/a", ItemType.File, Optional.empty()),
                                new Deleted("in", ItemType.Folder, Optional.empty()))
                        .run(context())
                        .get("filesDeleted")
                        .asInt())
                .isEqualTo(1);
    }
}
