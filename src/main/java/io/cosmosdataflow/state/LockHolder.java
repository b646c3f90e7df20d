package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * The run that holds a lock, as the file of the lock says it.
 *
 * @param since when it took the lock
 * @param heartbeat its last sign of life
 * @param lease how long it counts as living after a sign of life
 * @param released whether it has given the lock back
 */
record LockHolder(
        String runId, Processes.Identity process, Instant since, Instant heartbeat, Duration lease, boolean released) {

    /** Version 2 has a checksum. */
    private static final int VERSION = 2;

    private static final StateJson.Kind KIND =
            new StateJson.Kind("a lock", VERSION, 2, "If no run of its pipeline is in progress, delete the file.");

    /** A file without content is that of a process which was killed while it took the lock. */
    static LockHolder unknown(Instant written, Duration lease) {
        return new LockHolder("", new Processes.Identity("", "", 0, ""), written, written, lease, false);
    }

    LockHolder living(Instant now) {
        return new LockHolder(runId, process, since, now, lease, released);
    }

    LockHolder released(Instant now) {
        return new LockHolder(runId, process, since, now, lease, true);
    }

    /**
     * A process of this machine is dead when it is gone. Of other machines, and of a process that lives on but
     * has lost its run, the heartbeat says it.
     */
    boolean isDead(Processes processes, Instant now) {
        boolean here = process.machine().equals(processes.self().machine());
        boolean gone = here
                && processes
                        .start(process.pid())
                        .filter(process.start()::equals)
                        .isEmpty();
        return gone || !now.isBefore(heartbeat.plus(lease));
    }

    byte[] write() {
        ObjectNode json = StateJson.object(VERSION);
        json.put("runId", runId)
                .put("host", process.host())
                .put("machine", process.machine())
                .put("processId", process.pid())
                .put("processStart", process.start())
                .put("since", since.toString())
                .put("heartbeat", heartbeat.toString())
                .put("leaseSeconds", lease.toSeconds())
                .put("released", released);
        return StateJson.bytes(json);
    }

    static LockHolder read(String file, byte[] bytes) {
        return StateJson.read(
                file,
                bytes,
                KIND,
                (json, version) -> new LockHolder(
                        StateJson.text(json, "runId"),
                        new Processes.Identity(
                                StateJson.text(json, "host"),
                                StateJson.text(json, "machine"),
                                StateJson.number(json, "processId").longValue(),
                                StateJson.text(json, "processStart")),
                        StateJson.instant(json, "since"),
                        StateJson.instant(json, "heartbeat"),
                        Duration.ofSeconds(
                                StateJson.number(json, "leaseSeconds").longValue()),
                        json.path("released").asBoolean(false)));
    }
}
