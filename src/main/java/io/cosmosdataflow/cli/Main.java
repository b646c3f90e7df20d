package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.Optional;

/** Entry point of the script, of {@code java -jar}, and of {@code spark-submit}. */
public final class Main {

    private Main() {}

    /** Ends the JVM with the exit code unless it is 0, so that a cluster's own shutdown is left alone. */
    public static void main(String[] arguments) {
        int exitCode = run(Console.system(), arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(Console console, String... arguments) {
        try {
            return execute(ArgumentParser.parse(version(), arguments), console);
        } catch (JobException e) {
            new ErrorReport(console).print(e);
            return e.code().category().exitCode();
        } catch (RuntimeException | LinkageError e) {
            console.err().println("Internal error: this is a fault of cosmos-dataflow; please report it.");
            e.printStackTrace(console.err());
            return Category.INTERNAL.exitCode();
        }
    }

    private static int execute(Command command, Console console) {
        if (command instanceof Command.Show show) {
            console.out().println(show.text());
            return 0;
        }
        if (command instanceof Command.Check check) {
            return new CheckCommand(console).execute(check);
        }
        if (command instanceof Command.Emulator emulator) {
            return new EmulatorCommand(console).execute(emulator);
        }
        return new RunCommand(console).execute((Command.Run) command);
    }

    /** From the manifest of the jar; {@code development} when run from class files. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
