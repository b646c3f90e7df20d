package io.cosmosdataflow.run.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.SharedSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ActivitySessionTest {

    private static final String METHOD_LIMIT = "spark.sql.codegen.hugeMethodLimit";

    @Test
    void methodsThatHotSpotWouldNotCompileAreCut() {
        SparkSession session = ActivitySession.of(SharedSpark.session());

        assertThat(session.conf().get(METHOD_LIMIT)).isEqualTo("8000");
    }

    @Test
    void theUsersOwnLimitCounts() {
        SparkSession user = SharedSpark.session().newSession();
        user.conf().set(METHOD_LIMIT, "12345");

        assertThat(ActivitySession.of(user).conf().get(METHOD_LIMIT)).isEqualTo("12345");
    }

    @Test
    void theUsersSessionKeepsItsSettings() {
        SparkSession user = SharedSpark.session().newSession();
        user.conf().set("spark.sql.ansi.enabled", "true");

        SparkSession session = ActivitySession.of(user);

        assertThat(session.conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
        assertThat(user.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
    }
}
