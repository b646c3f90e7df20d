package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import java.time.Duration;
import java.util.List;

/** What carries operations to the service, and tries nothing again by itself that may have been done. */
public interface Transport {

    /** The physical partition of the operation, by its name; asked for before each time that it is sent. */
    Mono<String> range(PendingWrite write);

    /** Physical partitions have moved: the next who asks for one learns where they are now. */
    void refreshRanges();

    /** The throughput of the container; an error means that it is not known. */
    Mono<Offered> offered();

    /**
     * Sends operations of one physical partition in one request, once it is subscribed to.
     *
     * @return an answer for each, in their order; an error if the request has none
     */
    Mono<List<Answer>> send(String range, List<PendingWrite> writes);

    /** After how long without an answer a request will have none. */
    Duration patience();

    /**
     * The same after a connection was lost, where a request may be lost with it and have neither an answer nor an
     * error; as long as {@link #patience} where it has one.
     */
    Duration leastPatience();
}
