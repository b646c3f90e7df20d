package io.cosmosdataflow.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server is the one that Hadoop would ask. Its file systems are not here; any of its package stands in. */
class StoreEndpointTest {

    private final Configuration hadoop = new Configuration();

    @ParameterizedTest
    @CsvSource({
        "wasbs://c@acme.blob.core.windows.net, acme.blob.core.windows.net",
        "abfss://c@acme.dfs.core.windows.net/folder, acme.dfs.core.windows.net",
    })
    void azureStoresAreNamedInTheUri(URI files, String host) {
        is(files.getScheme(), RawLocalFileSystem.class.getName());

        assertThat(StoreEndpoint.of(files, hadoop)).contains(new StoreEndpoint(host, 443, true));
    }

    @Test
    void s3IsWhereTheSettingSays() {
        URI files = URI.create("s3a://bucket/folder");
        is("s3a", RawLocalFileSystem.class.getName());
        assertThat(StoreEndpoint.of(files, hadoop)).as("the region tells").isEmpty();

        hadoop.set("fs.s3a.endpoint", "http://minio:9000");
        assertThat(StoreEndpoint.of(files, hadoop)).contains(new StoreEndpoint("minio", 9000, false));

        hadoop.set("fs.s3a.endpoint", "s3.eu-central-1.amazonaws.com");
        assertThat(StoreEndpoint.of(files, hadoop))
                .contains(new StoreEndpoint("s3.eu-central-1.amazonaws.com", 443, true));

        hadoop.set("fs.s3a.proxy.host", "proxy");
        assertThat(StoreEndpoint.of(files, hadoop)).as("the proxy knows").isEmpty();
    }

    @Test
    void otherFilesHaveNone() {
        assertThat(StoreEndpoint.of(URI.create("file:///tmp"), hadoop)).isEmpty();
        assertThat(StoreEndpoint.of(URI.create("relative/folder"), hadoop)).isEmpty();

        is("wasbs", "com.vendor.Files");
        assertThat(StoreEndpoint.of(URI.create("wasbs://c@acme.blob.core.windows.net"), hadoop))
                .isEmpty();
    }

    private void is(String scheme, String fileSystem) {
        hadoop.set("fs." + scheme + ".impl", fileSystem);
    }
}
