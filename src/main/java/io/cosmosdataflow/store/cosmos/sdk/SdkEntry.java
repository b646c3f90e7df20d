package io.cosmosdataflow.store.cosmos.sdk;

import io.cosmosdataflow.diagnostic.JobException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Something of the SDK or the connector that is not, or was not always, public. It is looked up once, by the first of
 * several ways that leads there; a look-up loads classes and runs nothing of them.
 */
enum SdkEntry {
    /** {@code (CosmosAsyncDatabase)Object}: what sends the requests of a database. */
    REQUEST_CLIENT(
            "requests of several operations",
            true,
            MethodType.methodType(Object.class, Object.class),
            () -> method(Names.SDK + "CosmosBridgeInternal", "getAsyncDocumentClient", type(Names.DATABASE))),
    /** {@code (CosmosAsyncContainer)Object}: the path of a container. */
    CONTAINER_PATH(
            "the paths of containers",
            true,
            MethodType.methodType(Object.class, Object.class),
            () -> method(Names.BRIDGE, "getLink", type(Names.CONTAINER))),
    /** {@code (AsyncDocumentClient, CosmosAsyncContainer, CosmosItemOperation)Object}: a {@code Mono} of a name. */
    RANGE_OF_OPERATION(
            "the physical partitions of documents",
            true,
            MethodType.methodType(Object.class, Object.class, Object.class, Object.class),
            () -> method(
                    Names.BATCH + "BulkExecutorUtil",
                    "resolvePartitionKeyRangeId",
                    type(Names.CLIENT),
                    type(Names.CONTAINER),
                    type(Names.OPERATION))),
    /** {@code (String, List, int, int)Object}: operations of one range as one request of so many bytes and operations. */
    BATCH_REQUEST(
            "requests of several operations",
            true,
            MethodType.methodType(Object.class, Object.class, Object.class, int.class, int.class),
            () -> request(
                    method(Names.RANGE_REQUEST, "createBatchRequest", String.class, List.class, int.class, int.class)),
            // SDK 4.58 and later.
            () -> request(MethodHandles.insertArguments(
                    method(
                            Names.RANGE_REQUEST,
                            "createBatchRequest",
                            String.class,
                            List.class,
                            int.class,
                            int.class,
                            type(Names.SERIALIZER)),
                    4,
                    value(Names.SERIALIZER, "DEFAULT_SERIALIZER")))),
    /** {@code (Boolean)Object}: options of a request, whose answer has the documents or has not. */
    REQUEST_OPTIONS(
            "requests of several operations",
            true,
            MethodType.methodType(Object.class, Object.class),
            SdkEntry::requestOptions),
    /** {@code (AsyncDocumentClient, String, ServerBatchRequest, RequestOptions)Object}: a {@code Mono} of the answer. */
    SEND_BATCH(
            "requests of several operations",
            true,
            MethodType.methodType(Object.class, Object.class, Object.class, Object.class, Object.class),
            () -> sendBatch(1),
            () -> sendBatch(2),
            // SDK 4.81.
            () -> sendBatch(3)),
    /** {@code (CosmosDiagnostics)Object}: what the SDK has noted of a request; null if nothing. */
    NOTES_OF_REQUEST(
            "how often a request was sent",
            false,
            MethodType.methodType(Object.class, Object.class),
            () -> method(Names.BRIDGE, "getClientSideRequestStatics", type(Names.SDK + "CosmosDiagnostics"))),
    /** {@code (ClientSideRequestStatistics)Collection}: the answers of replicas. */
    ANSWERS_OF_REPLICAS(
            "how often a request was sent",
            false,
            MethodType.methodType(Collection.class, Object.class),
            () -> method(Names.NOTES, "getResponseStatisticsList")),
    /** {@code (ClientSideRequestStatistics)int}: how often the SDK has tried again. */
    RETRIES_OF_REQUEST(
            "how often a request was sent",
            false,
            MethodType.methodType(int.class, Object.class),
            () -> MethodHandles.filterReturnValue(
                    method(Names.NOTES, "getRetryContext"),
                    method(Names.IMPLEMENTATION + "RetryContext", "getRetryCount"))),
    /** {@code (Object[], boolean)Object}: a value that is none of JSON stands for a missing property. */
    PARTITION_KEY(
            "partition keys of any values",
            true,
            MethodType.methodType(Object.class, Object[].class, boolean.class),
            () -> method(Names.PARTITION_KEY, "fromObjectArray", Object[].class, boolean.class),
            () -> MethodHandles.filterReturnValue(
                    method(Names.INTERNAL_KEY, "fromObjectArray", Object[].class, boolean.class),
                    constructor(Names.PARTITION_KEY, type(Names.INTERNAL_KEY)))),
    /** {@code ()Object}. */
    MISSING_KEY_VALUE(
            "partition keys without a value",
            true,
            MethodType.methodType(Object.class),
            () -> method(Names.IMPLEMENTATION + "Undefined", "value")),
    /** {@code ()Object}: the mapper that parses answers now. */
    ANSWER_MAPPER(
            "the text of documents",
            false,
            MethodType.methodType(Object.class),
            () -> method(Names.UTILS, "getSimpleObjectMapper")),
    /** {@code ()Object}: the mapper that takes its place when a user allows a name to occur twice. */
    LENIENT_ANSWER_MAPPER(
            "the text of documents with names that occur twice",
            false,
            MethodType.methodType(Object.class),
            () -> method(Names.UTILS, "getSimpleObjectMapperWithAllowDuplicates")),
    /** {@code (ObjectMapper)Object}: a map of types to deserializers. */
    REMEMBERED_DESERIALIZERS(
            "the text of documents",
            false,
            MethodType.methodType(Object.class, Object.class),
            () -> field("azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper", "_rootDeserializers")),
    /** {@code (SerializerProvider)Object}: the serializers that it has found for classes. */
    REMEMBERED_SERIALIZERS(
            "the text of numbers that a query gives by themselves",
            false,
            MethodType.methodType(Object.class, Object.class),
            () -> field("azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider", "_serializerCache")),
    /** {@code (RxDocumentServiceResponse)double}: request units. */
    REQUEST_CHARGE(
            "the cost of reads",
            false,
            MethodType.methodType(double.class, Object.class),
            () -> method(Names.IMPLEMENTATION + "RxDocumentServiceResponse", "getRequestCharge")),
    /** {@code ()Object}: the physical partitions of containers that the connector remembers, a map of Scala. */
    REMEMBERED_RANGES(
            "the partitions of containers as they are now",
            false,
            MethodType.methodType(Object.class),
            () -> MethodHandles.collectArguments(
                    field(Names.RANGES_CACHE, "cache"), 0, field(Names.RANGES_CACHE, "MODULE$"))),
    /** {@code ()Object}: what {@link #FEED_LISTENER} is asked of. */
    FEED_OPTIONS(
            "the cost of change feeds",
            false,
            MethodType.methodType(Object.class),
            () -> method(Names.FEED_OPTIONS_HELPER, "getCosmosChangeFeedRequestOptionsAccessor")),
    /** {@code (Object, CosmosChangeFeedRequestOptions, OperationContextAndListenerTuple)Object}. */
    FEED_LISTENER(
            "the cost of change feeds",
            false,
            MethodType.methodType(Object.class, Object.class, Object.class, Object.class),
            () -> method(
                    Names.FEED_OPTIONS_HELPER + "$CosmosChangeFeedRequestOptionsAccessor",
                    "setOperationContext",
                    type(Names.SDK + "models.CosmosChangeFeedRequestOptions"),
                    type(Names.LISTENER))),
    /** {@code ()Object}: what {@link #QUERY_LISTENER} is asked of. */
    QUERY_OPTIONS(
            "the requests of merging queries",
            false,
            MethodType.methodType(Object.class),
            () -> method(Names.QUERY_OPTIONS_HELPER, "getCosmosQueryRequestOptionsAccessor")),
    /** {@code (Object, CosmosQueryRequestOptions, OperationContextAndListenerTuple)Object}. */
    QUERY_LISTENER(
            "the requests of merging queries",
            false,
            MethodType.methodType(Object.class, Object.class, Object.class, Object.class),
            () -> method(
                    Names.QUERY_OPTIONS_HELPER + "$CosmosQueryRequestOptionsAccessor",
                    "setOperationContext",
                    type(Names.QUERY_OPTIONS),
                    type(Names.LISTENER)),
            // SDK 4.81: of what stands behind the options.
            () -> MethodHandles.collectArguments(
                    method(
                            Names.IMPLEMENTATION + "CosmosQueryRequestOptionsBase",
                            "setOperationContextAndListenerTuple",
                            type(Names.LISTENER)),
                    0,
                    method(
                            Names.QUERY_OPTIONS_HELPER + "$CosmosQueryRequestOptionsAccessor",
                            "getImpl",
                            type(Names.QUERY_OPTIONS))));

    private static final class Names {
        static final String SDK = "azure_cosmos_spark.com.azure.cosmos.";
        static final String IMPLEMENTATION = SDK + "implementation.";
        static final String UTILS = IMPLEMENTATION + "Utils";
        static final String BRIDGE = SDK + "BridgeInternal";
        static final String DATABASE = SDK + "CosmosAsyncDatabase";
        static final String CONTAINER = SDK + "CosmosAsyncContainer";
        static final String SERIALIZER = SDK + "CosmosItemSerializer";
        static final String OPERATION = SDK + "models.CosmosItemOperation";
        static final String CLIENT = IMPLEMENTATION + "AsyncDocumentClient";
        static final String OPTIONS = IMPLEMENTATION + "RequestOptions";
        static final String NOTES = IMPLEMENTATION + "ClientSideRequestStatistics";
        static final String BATCH = IMPLEMENTATION + "batch.";
        static final String RANGE_REQUEST = BATCH + "PartitionKeyRangeServerBatchRequest";
        static final String PARTITION_KEY = SDK + "models.PartitionKey";
        static final String INTERNAL_KEY = IMPLEMENTATION + "routing.PartitionKeyInternal";
        static final String RANGES_CACHE = "com.azure.cosmos.spark.ContainerFeedRangesCache$";
        static final String HELPERS = IMPLEMENTATION + "ImplementationBridgeHelpers";
        static final String FEED_OPTIONS_HELPER = HELPERS + "$CosmosChangeFeedRequestOptionsHelper";
        static final String QUERY_OPTIONS_HELPER = HELPERS + "$CosmosQueryRequestOptionsHelper";
        static final String QUERY_OPTIONS = SDK + "models.CosmosQueryRequestOptions";
        static final String LISTENER = IMPLEMENTATION + "spark.OperationContextAndListenerTuple";
    }

    /** Leads to a member, or says that there is none. */
    @FunctionalInterface
    private interface Way {
        MethodHandle follow() throws ReflectiveOperationException;
    }

    private final String gives;
    private final boolean required;
    private final MethodType shape;
    private final List<Way> ways;
    private volatile Optional<MethodHandle> found;

    /** @param required whether nothing can be written without it */
    SdkEntry(String gives, boolean required, MethodType shape, Way... ways) {
        this.gives = gives;
        this.required = required;
        this.shape = shape;
        this.ways = List.of(ways);
    }

    /** For messages. */
    String gives() {
        return gives;
    }

    boolean required() {
        return required;
    }

    /** Of the shape that the constant says; empty if the classes at hand do not have it. */
    Optional<MethodHandle> find() {
        if (found == null) {
            found = ways.stream().flatMap(way -> followed(way).stream()).findFirst();
        }
        return found;
    }

    /** @throws JobException {@code CosmosConnectorUnsuitable} if the classes at hand do not have it */
    MethodHandle get() {
        return find().orElseThrow(ConnectorCheck::unsuitable);
    }

    private Optional<MethodHandle> followed(Way way) {
        try {
            return Optional.of(way.follow().asType(shape));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, SdkEntry.class.getClassLoader());
    }

    /** Takes the request out of what a request and the operations that it has no room for are made as. */
    private static MethodHandle request(MethodHandle made) throws ReflectiveOperationException {
        return MethodHandles.filterReturnValue(
                made, method(Names.BATCH + "ServerOperationBatchRequest", "getBatchRequest"));
    }

    private static MethodHandle requestOptions() throws ReflectiveOperationException {
        MethodHandle set = method(Names.OPTIONS, "setContentResponseOnWriteEnabled", Boolean.class);
        MethodHandle options = MethodHandles.identity(type(Names.OPTIONS));
        return MethodHandles.foldArguments(
                MethodHandles.foldArguments(MethodHandles.dropArguments(options, 1, Boolean.class), set),
                constructor(Names.OPTIONS));
    }

    /** @param refusals how many things of its own the SDK can be told not to do; none of them is refused */
    private static MethodHandle sendBatch(int refusals) throws ReflectiveOperationException {
        Class<?>[] parameters = new Class<?>[3 + refusals];
        Arrays.fill(parameters, boolean.class);
        parameters[0] = String.class;
        parameters[1] = type(Names.BATCH + "ServerBatchRequest");
        parameters[2] = type(Names.OPTIONS);
        MethodHandle send = method(Names.CLIENT, "executeBatchRequest", parameters);
        for (int refusal = 0; refusal < refusals; refusal++) {
            send = MethodHandles.insertArguments(send, 4, false);
        }
        return send;
    }

    private static MethodHandle method(String owner, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        Method method = type(owner).getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method);
    }

    private static MethodHandle constructor(String owner, Class<?>... parameters) throws ReflectiveOperationException {
        Constructor<?> constructor = type(owner).getDeclaredConstructor(parameters);
        constructor.setAccessible(true);
        return MethodHandles.lookup().unreflectConstructor(constructor);
    }

    private static Object value(String owner, String name) throws ReflectiveOperationException {
        Field field = type(owner).getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static MethodHandle field(String owner, String name) throws ReflectiveOperationException {
        Field field = type(owner).getDeclaredField(name);
        field.setAccessible(true);
        return MethodHandles.lookup().unreflectGetter(field);
    }
}
