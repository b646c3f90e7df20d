package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.copy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.SparkSession;

/**
 * A Copy activity that takes many small JSON files one by one to another folder, against Spark tasks by hand that read
 * each with {@code java.nio}, parse it and write it, alternating in one JVM. Processors' time is that of this JVM and of
 * the processes that it has started. Started by {@code scripts/bench files}.
 *
 * <p>Arguments: working directory, number of files, number of rounds.
 */
public final class FilesBenchmark {

    private static final int BYTES_OF_FILE = 250;
    private static final int FILES_OF_FOLDER = 1_000;
    private static final int TASKS = 8;

    private final Path directory;
    private final SparkSession spark;
    private final int files;

    private FilesBenchmark(Path directory, SparkSession spark, int files) {
        this.directory = directory;
        this.spark = spark;
        this.files = files;
    }

    public static void main(String[] arguments) throws IOException {
        SparkSession spark = BenchSpark.session("files");
        try {
            new FilesBenchmark(Path.of(arguments[0]), spark, Integer.parseInt(arguments[1]))
                    .run(Integer.parseInt(arguments[2]));
        } finally {
            spark.stop();
        }
    }

    private void run(int rounds) throws IOException {
        generate();
        System.out.printf(Locale.ROOT, "%,d files of %d bytes, %d rounds%n", files, BYTES_OF_FILE, rounds);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            int number = round;
            ours.add(measured("ours", () -> ours("ours" + number)));
            theirs.add(measured("by hand", () -> byHand("theirs" + number)));
            requireSame("ours" + number, "theirs" + number);
        }
        System.out.printf(
                Locale.ROOT,
                "median: ours %.1f s, by hand %.1f s, ratio %.2f%n",
                Timings.median(ours),
                Timings.median(theirs),
                Timings.median(ours) / Timings.median(theirs));
    }

    private static double measured(String side, Runnable work) {
        ProcessorTime before = ProcessorTime.now();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        ProcessorTime after = ProcessorTime.now();
        System.out.printf(
                Locale.ROOT,
                "%-8s %6.1f s, processors: %6.1f s user, %6.1f s kernel%n",
                side,
                seconds,
                after.user() - before.user(),
                after.kernel() - before.kernel());
        return seconds;
    }

    private void ours(String to) {
        FactoryFiles factory = FactoryFiles.in(directory.resolve("factory"))
                .file("Source", "Json", "in", "")
                .file("Sink", "Json", to, "")
                .pipeline(
                        "Bench",
                        copy(
                                "Copy",
                                "Source",
                                "{\"type\": \"JsonSource\", \"storeSettings\": {\"type\":"
                                        + " \"AzureBlobStorageReadSettings\", \"recursive\": true}}",
                                "Sink",
                                "{\"type\": \"JsonSink\", \"storeSettings\": {\"type\":"
                                        + " \"AzureBlobStorageWriteSettings\", \"copyBehavior\":"
                                        + " \"PreserveHierarchy\"}}"));
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(directory), Optional.empty()))
                .pipeline("Bench")
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private void byHand(String to) {
        String in = container().resolve("in").toString();
        String out = container().resolve(to).toString();
        spark.range(0, files, 1, TASKS).foreachPartition((ForeachPartitionFunction<Long>) numbers -> {
            ObjectMapper json = new ObjectMapper();
            while (numbers.hasNext()) {
                String name = name(numbers.next().intValue());
                byte[] bytes = Files.readAllBytes(Path.of(in, name));
                json.readTree(bytes);
                Path target = Path.of(out, name);
                Files.createDirectories(target.getParent());
                Files.write(target, bytes);
            }
        });
    }

    private void requireSame(String ours, String theirs) throws IOException {
        for (int each : new int[] {0, files / 2, files - 1}) {
            if (Files.mismatch(
                            container().resolve(ours).resolve(name(each)),
                            container().resolve(theirs).resolve(name(each)))
                    >= 0) {
                throw new IllegalStateException("The copy and the job by hand have written another " + name(each));
            }
        }
        if (count(ours) != count(theirs)) {
            throw new IllegalStateException("The copy and the job by hand have written other numbers of files");
        }
    }

    private long count(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(container().resolve(folder))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private void generate() {
        try {
            for (int each = 0; each < files; each++) {
                Path file = container().resolve("in").resolve(name(each));
                Files.createDirectories(file.getParent());
                String start = "{\"id\":\"" + each + "\",\"text\":\"";
                String end = "\"}\n";
                Files.writeString(file, start + "x".repeat(BYTES_OF_FILE - start.length() - end.length()) + end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int file) {
        return "f" + file / FILES_OF_FOLDER + "/d" + file + ".json";
    }

    private Path container() {
        return directory.resolve("Blob/c");
    }

    /**
     * Seconds of this process and of those that it has waited for; fields 14 to 17 of Linux's {@code /proc/self/stat}, in
     * hundredths (proc_pid_stat(5)). Elsewhere that of this JVM alone, all of it as the user's.
     */
    private record ProcessorTime(double user, double kernel) {

        private static final Path STAT = Path.of("/proc/self/stat");
        private static final double TICKS = 100;

        static ProcessorTime now() {
            if (!Files.exists(STAT)) {
                return new ProcessorTime(Timings.cpuNanos() / 1e9, 0);
            }
            try {
                String stat = Files.readString(STAT);
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                return new ProcessorTime(seconds(fields, 11, 13), seconds(fields, 12, 14));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static double seconds(String[] fields, int own, int waitedFor) {
            return (Long.parseLong(fields[own]) + Long.parseLong(fields[waitedFor])) / TICKS;
        }
    }
}
