package io.cosmosdataflow.state;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.Checkpoint.Cause;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Processes that fight for one lock and for the numbers of one checkpoint, on any file system: a program, since the
 * stores are servers of others. {@code scripts/state-races} starts them and it. Who has the lock holds a local file,
 * which the operating system gives to one.
 */
public final class StateRaces {

    private static final CheckpointKey KEY = new CheckpointKey("Race", "View", Optional.empty(), Optional.empty());

    private StateRaces() {}

    /**
     * {@code <state directory> <processes> <rounds> [<Hadoop property>=<value> ...]}; ends with 1 for an overlap or a
     * number that was made twice.
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("--worker")) {
            work(Path.of(arguments[1]), arguments[2], Integer.parseInt(arguments[3]), rest(arguments, 4));
            return;
        }
        Path local = Files.createTempDirectory("state-races");
        List<Process> workers = new ArrayList<>();
        for (int each = 0; each < Integer.parseInt(arguments[1]); each++) {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StateRaces.class.getName(),
                    "--worker",
                    local.toString(),
                    arguments[0],
                    arguments[2]));
            command.addAll(List.of(rest(arguments, 3)));
            workers.add(new ProcessBuilder(command).inheritIO().start());
        }
        boolean failed = false;
        for (Process worker : workers) {
            failed |= worker.waitFor() != 0;
        }
        List<String> locks = lines(local.resolve("locks"));
        List<String> numbers = lines(local.resolve("numbers"));
        Set<String> once = new HashSet<>(numbers);
        long overlaps = locks.stream().filter("overlap"::equals).count();
        System.out.println(arguments[0] + ": " + workers.size() + " processes, " + locks.size() + " locks, " + overlaps
                + " overlaps, " + numbers.size() + " checkpoint numbers, " + (numbers.size() - once.size())
                + " made twice");
        System.exit(failed || overlaps > 0 || once.size() < numbers.size() || once.isEmpty() ? 1 : 0);
    }

    private static void work(Path local, String directory, int rounds, String[] properties) throws Exception {
        Configuration configuration = new Configuration();
        for (String property : properties) {
            configuration.set(
                    property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        StateDirectory state = new StateDirectory(directory, configuration);
        for (int round = 0; round < rounds; round++) {
            try (RunLock lock =
                    state.lock("Race", Optional.empty(), ProcessHandle.current().pid() + "-" + round)) {
                append(local.resolve("locks"), hold(local.resolve("held")));
            } catch (JobException e) {
                requireRace(e);
            }
            try {
                Checkpoints checkpoints = state.checkpoints();
                Checkpoint moved = checkpoints.move(KEY, checkpoints.number(KEY), "race", Cause.RUN, List.of());
                append(local.resolve("numbers"), String.valueOf(moved.number()));
            } catch (JobException e) {
                requireRace(e);
            }
        }
        System.exit(0);
    }

    private static String hold(Path held) throws IOException, InterruptedException {
        try {
            Files.createFile(held);
        } catch (FileAlreadyExistsException e) {
            return "overlap";
        }
        Thread.sleep(20);
        Files.deleteIfExists(held);
        return "alone";
    }

    private static void requireRace(JobException e) {
        if (e.code() != ErrorCode.RunInProgress) {
            throw e;
        }
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String[] rest(String[] arguments, int from) {
        return java.util.Arrays.copyOfRange(arguments, from, arguments.length);
    }
}
