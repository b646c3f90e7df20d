package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was there before a command is there after it. */
class OwnedSparkTest {

    private final SparkSession shared = SharedSpark.session();

    @AfterEach
    void asItWas() {
        SparkSession.setDefaultSession(shared);
        SparkSession.setActiveSession(shared);
    }

    @Test
    void aSessionThatIsThereIsUsedAndLeftAlone() {
        SparkSession.setDefaultSession(shared);
        try (OwnedSpark spark = OwnedSpark.getOrCreate()) {
            assertThat(spark.session()).isSameAs(shared);
        }
        assertThat(shared.sparkContext().isStopped()).isFalse();
        assertThat(SparkSession.getDefaultSession().get()).isSameAs(shared);
    }

    @Test
    void aContextWithoutASessionIsUsedAndLeftAlone() {
        SparkSession.clearDefaultSession();
        SparkSession.clearActiveSession();

        try (OwnedSpark spark = OwnedSpark.getOrCreate()) {
            assertThat(spark.session().sparkContext()).isSameAs(shared.sparkContext());
            assertThat(spark.session().range(3).count()).isEqualTo(3);
        }

        assertThat(shared.sparkContext().isStopped()).isFalse();
        assertThat(SparkSession.getDefaultSession().isDefined())
                .as("as it was found")
                .isFalse();
        assertThat(SparkSession.getActiveSession().isDefined()).isFalse();
        assertThat(shared.range(3).count()).isEqualTo(3);
    }

    @Test
    void theMasterIsThatOfTheContext() {
        assertThat(OwnedSpark.master()).isEqualTo(shared.sparkContext().master());
    }

    /** A file in the place of a folder keeps the superuser out, too. */
    @ParameterizedTest
    @ValueSource(strings = {"below-a-file", "long-name"})
    void aDirectoryThatSparkCannotMakeIsSaidBeforeItEndsTheJvm(String kind, @TempDir Path directory)
            throws IOException {
        Path refused = kind.equals("long-name")
                ? directory.resolve("n".repeat(300))
                : Files.writeString(directory.resolve("file"), "").resolve("spark");
        SparkConf settings =
                new SparkConf(false).set("spark.master", "local[1]").set("spark.local.dir", refused.toString());

        assertThatThrownBy(() -> OwnedSpark.requireLocalDirectory(settings))
                .hasMessageContaining(refused.toString())
                .hasMessageContaining("SPARK_LOCAL_DIRS")
                .extracting("code")
                .isEqualTo(ErrorCode.MachineExhausted);

        settings.set("spark.local.dir", refused + "," + directory);
        assertThatCode(() -> OwnedSpark.requireLocalDirectory(settings)).doesNotThrowAnyException();
    }
}
