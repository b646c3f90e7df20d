package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Partition;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has requests answered, whichever way they come: checks signatures, finds what is asked for, draws faults, counts. */
public final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final SignatureCheck signatures;
    private final Router router;
    private final FaultSwitch faults;
    private final Statistics statistics;
    private final Regions regions;

    Service(SignatureCheck signatures, Router router, FaultSwitch faults, Statistics statistics, Regions regions) {
        this.signatures = signatures;
        this.router = router;
        this.faults = faults;
        this.statistics = statistics;
        this.regions = regions;
    }

    /** What becomes of a request. */
    public sealed interface Outcome {}

    /**
     * Errors are answers, too.
     *
     * @param delayMillis how long the client has to wait for it, on purpose
     */
    public record Answered(GatewayResponse response, long delayMillis) implements Outcome {

        Answered(GatewayResponse response) {
            this(response, 0);
        }
    }

    /** There is no answer; what happens to the connection in its place. */
    public record Broken(Fault fault) implements Outcome {}

    /** Of a request to a replica. */
    public Outcome answer(GatewayRequest request, ReplicaPath replica) {
        List<String> path = request.segments();
        statistics.direct(path.size() > 1 ? path.get(1) : "");
        List<Regions.Region> all = regions.all();
        return replica.region() < all.size()
                ? answer(request, all.get(replica.region()), Optional.of(replica))
                : new Answered(error(request, ServiceError.of(410, "There is no such region.")));
    }

    Outcome answer(GatewayRequest request, Regions.Region region) {
        return answer(request, region, Optional.empty());
    }

    private Outcome answer(GatewayRequest request, Regions.Region region, Optional<ReplicaPath> replica) {
        try {
            signatures.check(request);
            Router.Route route = router.route(request, region);
            admit(request, replica, route);
            return drawn(request, region, replica, route);
        } catch (ServiceError e) {
            return new Answered(error(request, e));
        } catch (SqlException e) {
            return new Answered(error(request, ServiceError.badRequest(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("The embedded Cosmos DB failed at {} {}", request.method(), request.rawPath(), e);
            return new Answered(error(request, ServiceError.of(500, "Unknown server error: " + e)));
        }
    }

    private void admit(GatewayRequest request, Optional<ReplicaPath> replica, Router.Route route) {
        if (replica.isPresent()) {
            router.admit(request, replica.get(), route.kind());
        }
    }

    private Outcome drawn(
            GatewayRequest request, Regions.Region region, Optional<ReplicaPath> replica, Router.Route route) {
        statistics.request(region.name(), route.kind());
        region.admit(route.kind());
        Fault fault = faults.forRequest(route.kind());
        if (fault == null) {
            return new Answered(route.action().get());
        }
        statistics.fault();
        if (fault.isAnswer()) {
            throw ServiceError.injected(
                    fault.status(), fault.substatus(), faults.retryAfterMillis(), "Fault on purpose: " + fault);
        }
        if (fault == Fault.REAL_SPLIT) {
            router.split(request);
            admit(request, replica, route);
            return new Answered(route.action().get());
        }
        long delay = faults.delayMillis();
        Optional<GatewayResponse> own =
                fault.isCarriedOut() ? Optional.of(carriedOut(request, route)) : Optional.empty();
        return fault == Fault.LATE ? new Answered(own.get(), delay) : new Broken(fault);
    }

    /** What the answer would be, an error or not: whatever happens to it, happens to both. */
    private GatewayResponse carriedOut(GatewayRequest request, Router.Route route) {
        try {
            return route.action().get();
        } catch (ServiceError e) {
            return error(request, e);
        } catch (SqlException e) {
            return error(request, ServiceError.badRequest(e.getMessage()));
        }
    }

    /** Clients in direct mode take an error without a number for one of a replica that lags behind, and ask others. */
    private GatewayResponse error(GatewayRequest request, ServiceError error) {
        GatewayResponse response = GatewayResponse.error(error, request.activityId(), request.rawPath());
        router.container(request)
                .flatMap(container -> partition(request, container))
                .ifPresent(response::session);
        return response;
    }

    private static Optional<Partition> partition(GatewayRequest request, Container container) {
        try {
            return Optional.of(
                    AskedPartitions.of(request, container).partitions().get(0));
        } catch (ServiceError e) {
            return Optional.of(container.partitions().get(0));
        }
    }
}
