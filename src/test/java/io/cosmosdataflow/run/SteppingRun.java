package io.cosmosdataflow.run;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.PipelineJob;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.SharedClasses;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SteppingFiles;
import io.cosmosdataflow.testing.SteppingTasks;
import io.cosmosdataflow.testing.Steps;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A program that runs a pipeline on the shared emulator of another JVM, step by step, and may be halted at one. */
final class SteppingRun {

    private static final SharedClasses CLASSES = new SharedClasses();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private SteppingRun() {}

    /**
     * Starts it.
     *
     * @param state scheme and path of the state directory
     * @param options of the JVM, for its {@linkplain Steps steps}
     */
    static Process start(Path factory, String state, String pipeline, List<String> options, File output)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "@scripts/java.options",
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djavax.net.ssl.trustStore="
                        + SharedEmulator.instance().trustStore().file().toAbsolutePath(),
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=changeit"));
        command.addAll(options);
        command.addAll(CLASSES.options());
        command.addAll(List.of(
                "-cp",
                CLASSES.path(),
                SteppingRun.class.getName(),
                factory.toString(),
                state,
                pipeline,
                SharedEmulator.instance().endpoint().toString(),
                SharedEmulator.instance().key()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    static boolean sharesClasses() {
        return CLASSES.areShared();
    }

    /** A run to its end, whose classes those after it share. */
    static int first(Path factory, String state, String pipeline, File output)
            throws IOException, InterruptedException {
        int status = start(factory, state, pipeline, CLASSES.noting(), output).waitFor();
        CLASSES.share(JAVA);
        return status;
    }

    /** The end of the process is the end of the run: 0 if it succeeded. */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.plugins", SteppingTasks.class.getName())
                .getOrCreate();
        Path factory = Path.of(arguments[0]);
        LocalStores stores = new LocalStores(Optional.of(factory), Optional.empty())
                .withCosmos(URI.create(arguments[3]), arguments[4]);
        PipelineJob job = DataFactory.load(factory).withLocalStores(stores).pipeline(arguments[2]);
        String root = URI.create(arguments[1]).getPath();
        StateDirectory state = new StateDirectory(arguments[1], SteppingFiles.configuration(root));
        PipelineResult result = job.run(spark, Map.of(), RunOptions.NONE.withState(state), RunListener.NONE);
        result.failures().forEach(failure -> failure.printStackTrace());
        Runtime.getRuntime().halt(result.failures().isEmpty() ? 0 : 1);
    }
}
