package io.cosmosdataflow.cli;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.ErrorReport;
import io.cosmosdataflow.cli.words.ArgumentParser;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.failure.ForeignFailure;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Entry point of the script, of {@code java -jar}, and of {@code spark-submit}. */
public final class Main {

    private Main() {}

    /**
     * Ends the JVM with the exit code: the Cosmos DB connector leaves a timer behind that would keep it alive.
     * A driver that a cluster runs is left alone when all is well, since YARN takes an early exit for a failure,
     * and on Databricks in any case, where the JVM is not ours.
     */
    public static void main(String[] arguments) {
        Console console = Console.system();
        if (console.interactive()) {
            // Before the first logger is made, whose line goes where that of the progress is.
            System.setProperty("cosmosdataflow.wipe", Console.WIPE);
        }
        if (System.getenv("DATABRICKS_RUNTIME_VERSION") == null) {
            Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> uncaught(console, thread, fault));
        }
        int exitCode = run(console, arguments);
        boolean clusterDriver = "cluster".equals(System.getProperty("spark.submit.deployMode"));
        if (System.getenv("DATABRICKS_RUNTIME_VERSION") != null) {
            if (exitCode != 0) {
                throw new IllegalStateException("Ended with exit code " + exitCode + "; the reason is printed above.");
            }
        } else if (exitCode != 0 || !clusterDriver) {
            System.exit(exitCode);
        }
    }

    /** Timers of the Cosmos DB connector outlive the Spark session that they ask; of a run, the activity tells. */
    private static void uncaught(Console console, Thread thread, Throwable fault) {
        LoggerFactory.getLogger("uncaught").warn("Thread {} ended", thread.getName(), fault);
        if (fault instanceof VirtualMachineError) {
            console.err().println("Thread " + thread.getName() + " ended: " + fault);
        }
    }

    static int run(Console console, String... arguments) {
        try {
            return execute(ArgumentParser.parse(version(), arguments), console);
        } catch (JobException e) {
            new ErrorReport(console).print(e);
            return e.code().category().exitCode();
        } catch (Exception | Error e) {
            // Spark's exceptions are checked ones that no signature names
            return unexpected(e, console);
        }
    }

    /** What no command has taken for an error of a user: it may be one still. */
    private static int unexpected(Throwable thrown, Console console) {
        Optional<JobException> known = ForeignFailure.find(thrown);
        if (known.isPresent()) {
            new ErrorReport(console).print(known.get());
            return known.get().code().category().exitCode();
        }
        console.err().println("Internal error: this is a fault of cosmos-dataflow; please report it.");
        thrown.printStackTrace(console.err());
        return Category.INTERNAL.exitCode();
    }

    private static int execute(Command command, Console console) {
        if (command instanceof Command.Show show) {
            boolean version = show.text().equals("cosmos-dataflow " + version());
            console.out().println(version ? FoundVersions.text(show.text()) : show.text());
            return 0;
        }
        if (command instanceof Command.Check check) {
            return new CheckCommand(console).execute(check);
        }
        if (command instanceof Command.Explain explain) {
            return new ExplainCommand(console).execute(explain);
        }
        if (command instanceof Command.Preview preview) {
            return new PreviewCommand(console).execute(preview);
        }
        if (command instanceof Command.Test test) {
            return new TestCommand(console).execute(test);
        }
        if (command instanceof Command.Emulator emulator) {
            return new EmulatorCommand(console).execute(emulator);
        }
        if (command instanceof Command.Rerun rerun) {
            return new RunCommand(console).execute(rerun);
        }
        if (command instanceof Command.Run run) {
            return new RunCommand(console).execute(run);
        }
        return executeOnState(command, console);
    }

    private static int executeOnState(Command command, Console console) {
        if (command instanceof Command.Replay replay) {
            return new ReplayCommand(console).execute(replay);
        }
        if (command instanceof Command.ListRuns list) {
            return new RunsCommand(console).execute(list);
        }
        if (command instanceof Command.ShowRun show) {
            return new RunsCommand(console).execute(show);
        }
        if (command instanceof Command.ListCheckpoints list) {
            return new CheckpointCommand(console).execute(list);
        }
        if (command instanceof Command.ShowCheckpoint show) {
            return new CheckpointCommand(console).execute(show);
        }
        if (command instanceof Command.ResetCheckpoint reset) {
            return new CheckpointCommand(console).execute(reset);
        }
        return new CheckpointCommand(console).execute((Command.RewindCheckpoint) command);
    }

    /** From the manifest of the jar; {@code development} when run from class files. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
