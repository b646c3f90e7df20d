package io.cosmosdataflow.api.testing;

import io.cosmosdataflow.api.DataFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import scala.Option;

/**
 * The tests of a folder as tests of JUnit 5:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> dataFlows() {
 *     return DataFlowTests.in(Path.of("factory"), Path.of("tests"));
 * }
 * }</pre>
 */
public final class DataFlowTests {

    private DataFlowTests() {}

    /**
     * On the Spark session that is there; else on a local one that is made for the first test and ends with the
     * JVM.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException if the folder has no tests
     */
    public static Stream<DynamicTest> in(Path factory, Path tests) {
        return in(factory, tests, DataFlowTests::session);
    }

    /** On a session of the caller's. */
    public static Stream<DynamicTest> in(Path factory, Path tests, SparkSession spark) {
        return in(factory, tests, () -> spark);
    }

    private static Stream<DynamicTest> in(Path factory, Path tests, Supplier<SparkSession> spark) {
        DataFactory loaded = DataFactory.load(factory);
        return DataFlowTest.find(tests).stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.name(), test.folder().toUri(), () -> run(test, loaded, spark.get())));
    }

    private static void run(DataFlowTest test, DataFactory factory, SparkSession spark) {
        List<String> differences = test.run(factory, spark);
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n", differences));
        }
    }

    private static SparkSession session() {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        return present.isDefined()
                ? present.get()
                : SparkSession.builder()
                        .master("local[2]")
                        .appName("data flow tests")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", "2")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.driver.host", "127.0.0.1")
                        .getOrCreate();
    }
}
