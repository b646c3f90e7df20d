package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.disk.DiskFiles;
import io.cosmosdataflow.endpoint.StoreEndpoint;
import io.cosmosdataflow.spark.SessionFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The Hadoop configuration that reaches one root's files: the session's, and the root's keys. It goes to
 * executors inside closures, never into options that a plan or a log shows.
 */
public final class StorageAccess implements Serializable {

    private static final String ANY_CONTAINER = "any";

    private final SerializableConfiguration configuration;

    private StorageAccess(Configuration configuration) {
        this.configuration = new SerializableConfiguration(configuration);
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException {@code FileStoreFailed} if the root's server is not there */
    public static StorageAccess of(SparkSession spark, FileRoot root) {
        Configuration configuration = SessionFiles.configuration(spark);
        overlay(root).forEach(configuration::set);
        StoreEndpoint.of(new Path(root.uri(ANY_CONTAINER)).toUri(), configuration)
                .ifPresent(endpoint -> endpoint.require(
                        "The store of linked service '" + root.linkedService() + "'",
                        ErrorCode.FileStoreFailed,
                        configuration));
        return new StorageAccess(configuration);
    }

    /**
     * The root's own settings, for Spark's readers of columnar files. They stay out of Hadoop's cache of file
     * systems, which knows no keys; local files are read and written without checksum files beside them.
     */
    public static Map<String, String> overlay(FileRoot root) {
        Map<String, String> settings = new HashMap<>();
        root.settings().forEach((name, secret) -> settings.put(name, secret.reveal()));
        String scheme = root.prefix().substring(0, root.prefix().indexOf(':'));
        settings.put("fs." + scheme + ".impl.disable.cache", "true");
        if (scheme.equals("file")) {
            settings.put("fs.file.impl", DiskFiles.class.getName());
        }
        return settings;
    }

    /** With one setting more, for this access alone. */
    public StorageAccess with(String name, String value) {
        Configuration more = new Configuration(configuration());
        more.set(name, value);
        return new StorageAccess(more);
    }

    public Configuration configuration() {
        return configuration.value();
    }

    /** A file system of the caller's own, to be closed by it. */
    public FileSystem open(Path path) throws IOException {
        return FileSystem.newInstance(path.toUri(), configuration());
    }
}
