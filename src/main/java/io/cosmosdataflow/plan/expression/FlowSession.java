package io.cosmosdataflow.plan.expression;

import java.util.Map;

/**
 * How the session is set that a data flow runs in. It is one of its own over the user's SparkContext, so that
 * the user's own session keeps its settings.
 */
public final class FlowSession {

    /**
     * Times are UTC, as in the service; names differ by upper and lower case; what cannot be converted or
     * computed is NULL instead of an error; dates are read by Java's present rules. Delta tables are used by their
     * paths, which needs neither the extension nor the catalog that Delta would ask for.
     */
    public static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.caseSensitive", "true",
            "spark.sql.ansi.enabled", "false",
            "spark.sql.legacy.timeParserPolicy", "CORRECTED",
            "spark.sql.mapKeyDedupPolicy", "LAST_WIN",
            "spark.databricks.delta.requiredSparkConfsCheck.enabled", "false");

    private FlowSession() {}
}
