package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.SharedSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
