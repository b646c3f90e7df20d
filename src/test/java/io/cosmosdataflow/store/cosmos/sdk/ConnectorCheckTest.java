package io.cosmosdataflow.store.cosmos.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConnectorCheckTest {

    @Test
    void whatIsMissingIsNamedWithTheConnectorAtHand() {
        assertThat(ConnectorCheck.problem(List.of("a limit to the size of bulk requests", "partition keys")))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("The Spark connector at hand, azure-cosmos-spark_")
                        .endsWith(", does not offer a limit to the size of bulk requests, nor partition keys."));
        assertThat(ConnectorCheck.problem(List.of())).isEmpty();
    }

    @Test
    void aMissingConnectorIsSaidBeforeAnythingIsDone() throws Exception {
        assertThatThrownBy(() -> require(name -> false))
                .isInstanceOf(JobException.class)
                .hasMessage(
                        "The Spark connector for Azure Cosmos DB is not on the class path. " + ConnectorCheck.hint())
                .extracting(thrown -> ((JobException) thrown).code())
                .isEqualTo(ErrorCode.CosmosConnectorUnsuitable);
    }

    /** An SDK that makes its requests in another way, which several entries lead to. */
    @Test
    void aConnectorWithoutWhatWritesNeedIsRefused() throws Exception {
        assertThatThrownBy(() -> require(name -> !name.contains(".implementation.batch.PartitionKeyRange")
                        && !name.endsWith(".implementation.batch.ServerBatchRequest")))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("does not offer requests of several operations.")
                .hasMessageContaining("azure-cosmos-spark_3-4_2-12:4.49.2");
    }

    /** Asks the check as it stands in a class loader where only these classes of the connector can be seen. */
    private static void require(Predicate<String> visible) throws Exception {
        try (URLClassLoader loader = new Hiding(visible)) {
            Class<?> check = loader.loadClass(ConnectorCheck.class.getName());
            check.getMethod("require").invoke(null);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static final class Hiding extends URLClassLoader {

        private final Predicate<String> visible;

        Hiding(Predicate<String> visible) throws IOException {
            super(classes(), ConnectorCheckTest.class.getClassLoader());
            this.visible = visible;
        }

        private static URL[] classes() throws IOException {
            List<URL> urls = new ArrayList<>();
            Optional<URL> own = Optional.ofNullable(
                    ConnectorCheck.class.getProtectionDomain().getCodeSource().getLocation());
            own.ifPresent(urls::add);
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean connector = name.startsWith("azure_cosmos_spark.") || name.startsWith("com.azure.cosmos.spark.");
            if (connector && !visible.test(name)) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith(ConnectorCheck.class.getPackageName())) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
