package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.testing.ChildProcess;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM without the options that Spark needs on Java 17 (JEP 403). */
class ClosedModulesTest {

    @TempDir
    Path directory;

    @Test
    void aCommandThatNeedsSparkSaysHowToStartIt() throws Exception {
        ChildProcess.Ended ended = ChildProcess.run(
                Duration.ofSeconds(60),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--factory",
                        "conf/demo/factory",
                        "--pipeline",
                        "ReportProducts",
                        "--local=" + directory));

        assertThat(ended.output())
                .contains(
                        "error [JavaOptionsMissing] Java keeps the package sun.nio.ch of its module java.base from Spark")
                .contains("scripts/java.options")
                .doesNotContain("Internal error");
        assertThat(ended.exitCode()).isEqualTo(5);
    }

    /** As the JDK words them: for a class, for reflection, and for a class that has failed before. */
    @Test
    void eachWayToFindItOutIsKnown() {
        String denied = "class org.apache.spark.storage.StorageUtils$ (in unnamed module @0x1) cannot access class"
                + " sun.nio.ch.DirectBuffer (in module java.base) because module java.base does not export sun.nio.ch to"
                + " unnamed module @0x1";
        NoClassDefFoundError again = new NoClassDefFoundError("Could not initialize class org.apache.spark.X$");
        again.initCause(new ExceptionInInitializerError(
                "Exception java.lang.IllegalAccessError: " + denied + " [in thread \"main\"]"));
        for (Throwable thrown : List.of(
                new IllegalAccessError(denied),
                again,
                new IllegalStateException(new InaccessibleObjectException(
                        "Unable to make field long java.nio.Buffer.address accessible: module java.base does not"
                                + " \"opens java.nio\" to unnamed module @1")))) {
            assertThat(ForeignFailure.find(thrown)).map(JobException::code).hasValue(ErrorCode.JavaOptionsMissing);
        }
    }
}
