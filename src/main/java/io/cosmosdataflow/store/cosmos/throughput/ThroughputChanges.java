package io.cosmosdataflow.store.cosmos.throughput;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.PendingThroughput;
import io.cosmosdataflow.state.PendingThroughputs;
import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ContainerOffer;
import io.cosmosdataflow.store.cosmos.client.ContainerOffers;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the throughput of containers for an activity, and puts back what earlier runs could not.
 *
 * <p>What is raised is written down before it is raised, and crossed out after it is put back; so the offer of a
 * run that dies in between is put back by the next run that has the account's key. An offer is put back only
 * while it is what the run has set: whoever changed it since, meant it.
 */
public final class ThroughputChanges {

    private static final Logger LOG = LoggerFactory.getLogger(ThroughputChanges.class);
    private static final String FAILED = "DF-Cosmos-FailToResetThroughput";

    private final ThroughputState state;
    private final PendingThroughputs pending;
    private final String runId;

    public ThroughputChanges(ThroughputState state) {
        this.state = state;
        this.pending = state.pending();
        this.runId = state.runId();
    }

    PendingThroughputs pending() {
        return pending;
    }

    /** A raise that is to be put back: its name, its container, and its record. */
    record Raise(String name, ContainerAddress address, PendingThroughput record) {}

    /**
     * Raises each container to at least what is asked for, the largest if several ask; one that has as much stays.
     * What dead runs have left behind in these accounts is put back first.
     *
     * @throws JobException {@code CosmosThroughputFailed} if a container has no throughput of its own, or the
     *     service refuses; {@code CosmosNotFound}; what was raised until then is put back
     */
    public RaisedContainers raise(List<WantedThroughput> wanted) {
        restoreLeftOvers(wanted.stream().map(each -> each.address().account()).toList());
        Map<List<String>, WantedThroughput> largest = new LinkedHashMap<>();
        wanted.forEach(each -> largest.merge(
                place(each.address()),
                each,
                (one, other) -> one.unitsPerSecond() >= other.unitsPerSecond() ? one : other));
        List<Raise> raises = new ArrayList<>();
        RaisedContainers raised = new RaisedContainers(this, raises);
        try {
            for (WantedThroughput each : largest.values()) {
                raise(each, raises);
            }
            return raised;
        } catch (RuntimeException e) {
            raised.close();
            throw e;
        }
    }

    /** Two addresses of one container are one: regions and modes of access do not count. */
    static List<String> place(ContainerAddress address) {
        return List.of(address.account().authority(), address.database(), address.container());
    }

    private void raise(WantedThroughput wanted, List<Raise> raises) {
        ContainerAddress address = wanted.address();
        try (ContainerOffers offers = ContainerOffers.of(address.account())) {
            Optional<ContainerOffers.Found> found = offers.find(address.database(), address.container());
            if (found.isEmpty() && wanted.mayBeMissing()) {
                return;
            }
            ContainerOffer present = present(address, found);
            String name = pending.newName();
            PendingThroughput draft =
                    record(address, found.orElseThrow().rid(), present, present.atLeast(wanted.unitsPerSecond()));
            List<PendingThroughput> others = pending.others(name, draft);
            boolean enough = present.unitsPerSecond() >= wanted.unitsPerSecond();
            if (enough && others.isEmpty()) {
                return;
            }
            PendingThroughput record = others.isEmpty()
                    ? draft
                    : record(address, draft.containerRid(), offer(others.get(0).before()), offer(draft.raised()));
            pending.save(name, record);
            raises.add(new Raise(name, address, record));
            if (!enough) {
                offers.change(address.database(), address.container(), offer(record.raised()));
                say("The throughput of " + address + " is raised from " + present + " to " + offer(record.raised())
                        + " and put back when the activity ends.");
            }
        }
    }

    private static ContainerOffer present(ContainerAddress address, Optional<ContainerOffers.Found> found) {
        ContainerOffers.Found container = found.orElseThrow(() -> JobException.of(
                ErrorCode.CosmosNotFound,
                "There is no " + address + ", whose throughput is to be raised. Check the database in the linked"
                        + " service and the container, or create them."));
        return container
                .offer()
                .orElseThrow(() -> JobException.of(
                        ErrorCode.CosmosThroughputFailed,
                        "The throughput of " + address + " cannot be raised: the container has none of its own, "
                                + container.withoutOffer() + ". Remove 'throughput' from the source or the sink."));
    }

    /** Puts back what runs that are dead have left raised in these accounts; a failure is a remark, not an error. */
    public void restoreLeftOvers(Collection<CosmosAccount> accounts) {
        Map<String, CosmosAccount> keys = new LinkedHashMap<>();
        accounts.forEach(each -> keys.putIfAbsent(each.authority(), each));
        if (keys.isEmpty()) {
            return;
        }
        pending.all().forEach((name, record) -> {
            CosmosAccount account = keys.get(record.account());
            boolean dead = !record.runId().equals(runId) && !state.running().test(record.runId());
            if (account != null && dead) {
                ContainerAddress address = new ContainerAddress(account, record.database(), record.container());
                putBack(new Raise(name, address, record), true);
            }
        });
    }

    /** @param leftOver whether another run has raised it: then a container that was recreated since is let be */
    void putBack(Raise raise, boolean leftOver) {
        PendingThroughput record = raise.record();
        ContainerAddress address = raise.address();
        try (ContainerOffers offers = ContainerOffers.of(address.account())) {
            Optional<ContainerOffers.Found> found = offers.find(address.database(), address.container())
                    .filter(each -> !leftOver || each.rid().equals(record.containerRid()));
            Optional<ContainerOffer> present = found.flatMap(ContainerOffers.Found::offer);
            ContainerOffer before = goal(raise);
            ContainerOffer goal =
                    before.atLeast(found.map(ContainerOffers.Found::least).orElse(0));
            if (present.filter(offer(record.raised())::equals).isPresent()) {
                if (!goal.equals(present.get())) {
                    offers.change(address.database(), address.container(), goal);
                    say("The throughput of " + address + " is put back from " + present.get() + " to " + goal
                            + (goal.equals(before)
                                    ? "."
                                    : ", the least that the service allows now; it was " + before + ".")
                            + (leftOver ? " Run " + record.runId() + " has not come to it." : ""));
                }
            } else if (present.isPresent() && !present.get().equals(goal)) {
                say("The throughput of " + address + " stays at " + present.get() + ": it has been changed since"
                        + " the run " + record.runId() + " set it to " + offer(record.raised()) + ".");
            }
            pending.remove(raise.name());
        } catch (RuntimeException e) {
            LOG.debug("The throughput of {} is not put back", address, e);
            say(FAILED + ": " + ErrorCode.CosmosThroughputFailed + ": the throughput of " + address
                    + " is not put back to " + offer(record.before()) + " (" + e.getMessage()
                    + "). The next run with the same state directory tries again; or set it by hand.");
        }
    }

    /** What was there before the first raise; or what other raises of the same container still need. */
    private ContainerOffer goal(Raise raise) {
        return pending.others(raise.name(), raise.record()).stream()
                .filter(other -> other.runId().equals(runId) || state.running().test(other.runId()))
                .map(PendingThroughput::raised)
                .map(ThroughputChanges::offer)
                .max((one, other) -> Integer.compare(one.unitsPerSecond(), other.unitsPerSecond()))
                .orElseGet(() -> offer(raise.record().before()));
    }

    private PendingThroughput record(
            ContainerAddress address, String rid, ContainerOffer before, ContainerOffer raised) {
        return new PendingThroughput(
                runId,
                address.account().authority(),
                address.database(),
                address.container(),
                rid,
                offer(before),
                offer(raised),
                Instant.now());
    }

    private static ContainerOffer offer(PendingThroughput.Offer offer) {
        return new ContainerOffer(offer.unitsPerSecond(), offer.autoscale());
    }

    private static PendingThroughput.Offer offer(ContainerOffer offer) {
        return new PendingThroughput.Offer(offer.unitsPerSecond(), offer.autoscale());
    }

    private void say(String what) {
        LOG.warn(what);
        state.remark().accept(what);
    }
}
