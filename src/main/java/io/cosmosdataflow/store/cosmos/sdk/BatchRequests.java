package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatchResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemOperation;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import azure_cosmos_spark.reactor.core.scheduler.Schedulers;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests of several operations on documents of one physical partition of a container.
 *
 * <p>They are the requests of the SDK's bulk executor without that executor. It sends operations again after a 410 and
 * tells nobody, which a 409 of an insert then hides; and its run never ends if a request is never answered. That
 * happens in direct mode, in SDK 4.32 as in 4.81, where a connection closes between the moment that it is picked and
 * the moment that the request is written to it: {@code RntbdServiceEndpoint.writeWhenConnected} does not look at what
 * becomes of {@code channel.write}, and the request's timer starts only behind it.
 */
public final class BatchRequests {

    private static final MethodHandle CLIENT = SdkEntry.REQUEST_CLIENT.get();
    private static final MethodHandle PATH = SdkEntry.CONTAINER_PATH.get();
    private static final MethodHandle RANGE = SdkEntry.RANGE_OF_OPERATION.get();
    private static final MethodHandle REQUEST = SdkEntry.BATCH_REQUEST.get();
    private static final MethodHandle OPTIONS = SdkEntry.REQUEST_OPTIONS.get();
    private static final MethodHandle SEND = SdkEntry.SEND_BATCH.get();

    private final CosmosAsyncContainer container;
    private final Object client;
    private final Object path;
    /** Asks for the ranges anew; null if they are good. */
    private final AtomicReference<Mono<Void>> refresh = new AtomicReference<>();

    public BatchRequests(CosmosAsyncContainer container) {
        this.container = container;
        try {
            this.client = (Object) CLIENT.invokeExact((Object) container.getDatabase());
            this.path = (Object) PATH.invokeExact((Object) container);
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
    }

    /**
     * The physical partition that an operation is about; at once where the client knows the container's ranges. An
     * operation can only be sent after it was asked for.
     */
    @SuppressWarnings("unchecked")
    public Mono<String> range(CosmosItemOperation operation) {
        Mono<String> range = Mono.defer(() -> {
            try {
                return (Mono<String>) (Object) RANGE.invokeExact(client, (Object) container, (Object) operation);
            } catch (Throwable e) {
                return Mono.error(SdkFault.of(e));
            }
        });
        Mono<Void> first = refresh.get();
        return first == null ? range : first.then(range);
    }

    /** From now on ranges are those of the container as it is: the former ones are gone, or may be. */
    public void refreshRanges() {
        AtomicReference<Mono<Void>> own = new AtomicReference<>();
        Mono<Void> asked = container
                .getFeedRanges()
                .then()
                .onErrorResume(e -> Mono.empty())
                .doFinally(signal -> refresh.compareAndSet(own.get(), null))
                .cache();
        own.set(asked);
        refresh.compareAndSet(null, asked);
    }

    /**
     * @param operations that one request can hold
     * @param reading whether the answer is to have the documents
     * @return the answers of the operations, in their order, or the reason why there are none
     */
    @SuppressWarnings("unchecked")
    public Mono<CosmosBatchResponse> send(String range, List<CosmosItemOperation> operations, boolean reading) {
        return Mono.defer(() -> {
                    try {
                        Object request = (Object) REQUEST.invokeExact(
                                (Object) range, (Object) operations, Integer.MAX_VALUE, operations.size());
                        Object options = (Object) OPTIONS.invokeExact((Object) (reading ? Boolean.TRUE : null));
                        return (Mono<CosmosBatchResponse>) (Object) SEND.invokeExact(client, path, request, options);
                    } catch (Throwable e) {
                        return Mono.error(SdkFault.of(e));
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
