package io.cosmosdataflow.state;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs of one pipeline apart: {@code locks/<pipeline>/<number>.json}, of which the highest number is the
 * lock. Who finds it released, or its holder dead, makes the next number; the file system lets one do so. A holder
 * that is overtaken sees the higher number, and must not move a checkpoint any more.
 *
 * <p>Clocks of machines that share a state directory must agree to less than the lease.
 */
public final class RunLock implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(60);

    /** A record of a run that is killed says when to about this; elsewhere each sign of life is a request. */
    private static final Duration PULSE_ON_THIS_MACHINE = Duration.ofSeconds(1);

    private static final Duration PULSE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private final StateFiles files;
    private final String pipeline;
    private final String folder;
    private final long number;
    private final Clock clock;
    private final List<LockHolder> dead;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "run lock");
        thread.setDaemon(true);
        return thread;
    });
    private LockHolder holder;
    private boolean said;

    private RunLock(
            StateFiles files,
            String pipeline,
            String folder,
            long number,
            Clock clock,
            LockHolder holder,
            List<LockHolder> dead) {
        this.files = files;
        this.pipeline = pipeline;
        this.folder = folder;
        this.number = number;
        this.clock = clock;
        this.holder = holder;
        this.dead = List.copyOf(dead);
    }

    /** @throws JobException {@link ErrorCode#RunInProgress} if another run lives */
    static RunLock take(
            StateFiles files,
            String pipeline,
            Optional<String> debugSession,
            String runId,
            Clock clock,
            Processes processes) {
        String folder = "locks/" + FolderName.of(pipeline, debugSession);
        while (true) {
            long newest = newest(files, folder);
            List<LockHolder> dead = new ArrayList<>();
            for (String name : files.names(folder)) {
                Optional<LockHolder> found = read(files, folder + "/" + name, clock);
                if (number(name) == newest && found.isPresent()) {
                    requireDead(found.get(), pipeline, clock, processes);
                }
                found.filter(each -> !each.released()).ifPresent(dead::add);
            }
            Instant now = clock.instant();
            LockHolder holder = new LockHolder(runId, processes.self(), now, now, LEASE, false);
            if (files.createExclusively(file(folder, newest + 1), holder.write())) {
                if (newest(files, folder) == newest + 1) {
                    return new RunLock(files, pipeline, folder, newest + 1, clock, holder, dead);
                }
                // Others came and went since the look at the folder, and took this number away with them.
                files.delete(file(folder, newest + 1));
            }
        }
    }

    /** Whether the run has the lock and lives. */
    static boolean held(
            StateFiles files,
            String pipeline,
            Optional<String> debugSession,
            String runId,
            Clock clock,
            Processes processes) {
        String folder = "locks/" + FolderName.of(pipeline, debugSession);
        return read(files, file(folder, newest(files, folder)), clock)
                .filter(holder -> holder.runId().equals(runId))
                .filter(holder -> !holder.released() && !holder.isDead(processes, clock.instant()))
                .isPresent();
    }

    private static void requireDead(LockHolder holder, String pipeline, Clock clock, Processes processes) {
        if (holder.released() || holder.isDead(processes, clock.instant())) {
            return;
        }
        throw JobException.of(
                ErrorCode.RunInProgress,
                "Pipeline '" + pipeline + "' is in use by run " + holder.runId() + ", since " + holder.since() + ", on "
                        + holder.process().host() + " (process "
                        + holder.process().pid()
                        + "). Wait until it has ended. If it is dead, its lock ends "
                        + holder.lease().toSeconds() + " s after its last sign of life, which was at "
                        + holder.heartbeat() + ".");
    }

    private static Optional<LockHolder> read(StateFiles files, String name, Clock clock) {
        return files.read(name)
                .map(bytes -> bytes.length == 0
                        ? LockHolder.unknown(files.written(name).orElseGet(clock::instant), LEASE)
                        : LockHolder.read(files.shown(name), bytes));
    }

    /** Earlier holders that died without giving the lock back. */
    List<LockHolder> dead() {
        return dead;
    }

    /** Earlier holders are dealt with; their files go, and the sign of life is renewed from now on. */
    RunLock settled() {
        files.names(folder).stream()
                .filter(name -> number(name) < number)
                .forEach(name -> files.delete(folder + "/" + name));
        files.deleteForgotten(folder, clock.instant());
        long period = (files.onThisMachine() ? PULSE_ON_THIS_MACHINE : PULSE).toMillis();
        pulse.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
        return this;
    }

    private void beat() {
        try {
            renew();
            said = false;
        } catch (RuntimeException e) {
            // The next beat may succeed; until the lease ends, nobody takes the lock. Who gives it back interrupts the
            // last.
            if (said || pulse.isShutdown()) {
                return;
            }
            said = true;
            LOG.warn("The lock of pipeline '{}' could not be renewed: {}", pipeline, e.getMessage());
        }
    }

    /** Gives a sign of life; none if the lock was taken over or its file was removed, which is not undone. */
    synchronized void renew() {
        if (holder.released() || newest(files, folder) != number) {
            pulse.shutdown();
            return;
        }
        holder = holder.living(clock.instant());
        files.replace(file(folder, number), holder.write());
    }

    /** @throws JobException {@link ErrorCode#RunInProgress} if another run has taken the lock meanwhile */
    public void requireHeld() {
        long newest = newest(files, folder);
        if (newest <= number) {
            return;
        }
        String other =
                read(files, file(folder, newest), clock).map(LockHolder::runId).orElse("");
        throw JobException.of(
                ErrorCode.RunInProgress,
                "Run " + other + " of pipeline '" + pipeline + "' has taken over, since this one gave no sign of life"
                        + " for " + LEASE.toSeconds() + " s. This run moves no checkpoint any more; the other one takes"
                        + " the same changes.");
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        pulse.shutdownNow();
        synchronized (this) {
            if (!holder.released() && newest(files, folder) == number) {
                holder = holder.released(clock.instant());
                files.replace(file(folder, number), holder.write());
            }
        }
    }

    private static long newest(StateFiles files, String folder) {
        return files.names(folder).stream().mapToLong(RunLock::number).max().orElse(0);
    }

    private static long number(String name) {
        String digits = name.replace(".json", "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static String file(String folder, long number) {
        return folder + "/" + String.format("%012d.json", number);
    }
}
