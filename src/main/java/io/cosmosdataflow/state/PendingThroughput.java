package io.cosmosdataflow.state;

import java.time.Instant;
import java.util.Objects;

/**
 * A container whose throughput a run has raised, or is about to, and what it had before.
 *
 * @param account host and port of the account's endpoint
 * @param containerRid the service's own name of the container; another one after it was recreated
 * @param before what is put back
 * @param raised what the run has set
 */
public record PendingThroughput(
        String runId,
        String account,
        String database,
        String container,
        String containerRid,
        Offer before,
        Offer raised,
        Instant at) {

    public PendingThroughput {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(containerRid, "containerRid");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(raised, "raised");
        Objects.requireNonNull(at, "at");
    }

    /** @param unitsPerSecond RU/s; of autoscale the most */
    public record Offer(int unitsPerSecond, boolean autoscale) {}

    public PendingThroughput inContainer(String rid) {
        return new PendingThroughput(runId, account, database, container, rid, before, raised, at);
    }

    /** Whether both are about the same container by name. */
    public boolean sameContainer(PendingThroughput other) {
        return account.equals(other.account) && database.equals(other.database) && container.equals(other.container);
    }
}
