package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.plan.expression.FlowSession;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The Spark session of an activity: the user's settings, but for those that its results depend on. */
public final class ActivitySession {

    /**
     * HotSpot interprets larger methods for ever. Spark's own default is 65535, so that a stage of many columns runs as
     * one such method; beyond this limit it is cut into small ones.
     */
    private static final String LARGEST_COMPILED_METHOD = "8000";

    private static final String METHOD_LIMIT = "spark.sql.codegen.hugeMethodLimit";

    /** Old dates are those of today's calendar, as the formats say; Spark would refuse those before 1900. */
    private static final List<String> OLD_DATES = List.of(
            "spark.sql.parquet.datetimeRebaseModeInRead",
            "spark.sql.parquet.datetimeRebaseModeInWrite",
            "spark.sql.parquet.int96RebaseModeInRead",
            "spark.sql.parquet.int96RebaseModeInWrite",
            "spark.sql.avro.datetimeRebaseModeInRead",
            "spark.sql.avro.datetimeRebaseModeInWrite");

    private ActivitySession() {}

    public static SparkSession of(SparkSession users) {
        SparkSession session = users.newSession();
        session.conf().set(METHOD_LIMIT, LARGEST_COMPILED_METHOD);
        users.conf().getAll().foreach(entry -> {
            if (session.conf().isModifiable(entry._1())) {
                session.conf().set(entry._1(), entry._2());
            }
            return null;
        });
        FlowSession.SETTINGS.forEach((name, value) -> session.conf().set(name, value));
        OLD_DATES.forEach(name -> session.conf().set(name, "CORRECTED"));
        return session;
    }
}
