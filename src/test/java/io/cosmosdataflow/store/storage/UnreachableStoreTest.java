package io.cosmosdataflow.store.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.endpoint.StoreEndpoint;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.UntrustedServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stores whose server is not there are an error before Hadoop asks them. */
class UnreachableStoreTest {

    @ParameterizedTest
    @CsvSource({
        "wasbs://, @nosuch-account.blob.invalid, nosuch-account.blob.invalid",
        "abfss://, @nosuch-account.dfs.invalid, nosuch-account.dfs.invalid",
    })
    void anAccountWhoseNameIsNotKnownIsSaidAtOnce(String prefix, String suffix, String host) {
        FileRoot root = root(prefix, suffix, Map.of());

        assertThatThrownBy(() -> StorageAccess.of(SharedSpark.session(), root))
                .hasMessageContaining("The store of linked service 'files' cannot be reached")
                .hasMessageContaining("'" + host + "'")
                .hasMessageContaining("spark.hadoop.cosmosdataflow.connect.seconds=0")
                .extracting("code")
                .isEqualTo(ErrorCode.FileStoreFailed);
    }

    @Test
    void aStoreWhoseCertificateIsNotTrustedIsSaidAtOnce(@TempDir Path directory) throws Exception {
        try (UntrustedServer server = UntrustedServer.start(directory)) {
            FileRoot root = root("s3a://", "", Map.of("fs.s3a.endpoint", "https://localhost:" + server.port() + "/"));

            assertThatThrownBy(() -> StorageAccess.of(SharedSpark.session(), root))
                    .hasMessageContaining("the certificate of localhost:" + server.port() + " is not trusted")
                    .extracting("code")
                    .isEqualTo(ErrorCode.FileStoreFailed);
        }
    }

    @Test
    void theUsersSettingLeavesTheTrialOut() {
        FileRoot root = root("wasbs://", "@nosuch-account.blob.invalid", Map.of(StoreEndpoint.SECONDS, "0"));

        assertThatCode(() -> StorageAccess.of(SharedSpark.session(), root)).doesNotThrowAnyException();
    }

    /** Hadoop's own file systems for these are not on the class path of the tests; any of its package stands in. */
    private static FileRoot root(String prefix, String suffix, Map<String, String> more) {
        Map<String, Secret> settings = new HashMap<>();
        settings.put("fs." + prefix.replace("://", "") + ".impl", Secret.of(RawLocalFileSystem.class.getName()));
        more.forEach((name, value) -> settings.put(name, Secret.of(value)));
        return new FileRoot("files", prefix, suffix, settings);
    }
}
