package io.cosmosdataflow.cli;

import io.cosmosdataflow.run.activity.Stores;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this command runs on: the versions that are found on the class path, not those of the build. */
final class FoundVersions {

    private static final String NONE = "not on the class path";

    private FoundVersions() {}

    /** One line each; the first is {@code own}. */
    static String text(String own) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        found.put("Scala", called("scala.util.Properties", "versionNumberString"));
        found.put("Spark", called("org.apache.spark.package", "SPARK_VERSION"));
        Stores.libraries().forEach((name, version) -> found.put(name, version.orElse(NONE)));
        found.put("Delta", called("io.delta.package", "VERSION"));
        StringBuilder text = new StringBuilder(own);
        found.forEach((name, version) -> text.append(String.format("%n%-10s %s", name, version)));
        return text.toString();
    }

    /** A constant that the compiler would take from the build. */
    private static String called(String owner, String method) {
        try {
            return String.valueOf(Class.forName(owner).getMethod(method).invoke(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return NONE;
        }
    }
}
