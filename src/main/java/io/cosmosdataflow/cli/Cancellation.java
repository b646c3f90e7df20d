package io.cosmosdataflow.cli;

import io.cosmosdataflow.cli.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C and the signals by which a scheduler ends a process do while a pipeline runs: the first asks the run to
 * end, which stops its activities, writes its record and gives its lock back; the second ends the process at once.
 *
 * <p>A shutdown hook would not do: it runs beside those of Spark and Hadoop, which take away what the run needs to end
 * well, and a second signal is not heard while it runs. Exit codes are those of a shell: 128 and the number of the
 * signal.
 */
final class Cancellation implements AutoCloseable {

    private static final int BY_SIGNAL = 128;
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final Console console;
    private final List<Map.Entry<Signal, SignalHandler>> before = new ArrayList<>();
    private final AtomicBoolean heardBefore = new AtomicBoolean();
    private volatile int signal;

    private Cancellation(Console console) {
        this.console = console;
    }

    /** Listens until it is closed; the driver of a cluster, and a JVM that is started with -Xrs, have their own ways. */
    static Cancellation listen(Console console) {
        Cancellation cancellation = new Cancellation(console);
        boolean ours = !"cluster".equals(System.getProperty("spark.submit.deployMode"))
                && System.getenv("DATABRICKS_RUNTIME_VERSION") == null;
        for (String name : ours ? SIGNALS : List.<String>of()) {
            try {
                Signal each = new Signal(name);
                cancellation.before.add(Map.entry(each, Signal.handle(each, cancellation::hear)));
            } catch (IllegalArgumentException e) {
                // the JVM or the operating system keeps this one
                continue;
            }
        }
        return cancellation;
    }

    private void hear(Signal heard) {
        if (heardBefore.getAndSet(true)) {
            Runtime.getRuntime().halt(BY_SIGNAL + heard.getNumber());
        }
        console.wipeLine();
        console.remark(
                "Cancelling: the activities that run are stopped, and the record of the run is written. Once more ends it"
                        + " at once.",
                0);
        // After the message, so that what the run says of its end comes below it.
        signal = heard.getNumber();
    }

    boolean requested() {
        return signal != 0;
    }

    /** Of a run that was cancelled. */
    int exitCode() {
        return BY_SIGNAL + signal;
    }

    @Override
    public void close() {
        before.forEach(each -> Signal.handle(each.getKey(), each.getValue()));
    }
}
