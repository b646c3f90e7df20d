package io.cosmosdataflow.store.cosmos.sdk;

import io.cosmosdataflow.diagnostic.JobException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * Something of the SDK or the connector that is not, or was not always, public. It is looked up once, by the first of
 * several ways that leads there; a look-up loads classes and runs nothing of them.
 */
enum SdkEntry {
    /** {@code (CosmosBulkExecutionOptions, int)Object}. */
    BULK_REQUEST_SIZE(
            "a limit to the size of bulk requests",
            true,
            MethodType.methodType(Object.class, Object.class, int.class),
            // Public in SDK 4.58 and later, of the package before.
            () -> method(Names.BULK_OPTIONS, "setMaxMicroBatchSize", int.class)),
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
        static final String BULK_OPTIONS = SDK + "models.CosmosBulkExecutionOptions";
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

    private static MethodHandle field(String owner, String name) throws ReflectiveOperationException {
        Field field = type(owner).getDeclaredField(name);
        field.setAccessible(true);
        return MethodHandles.lookup().unreflectGetter(field);
    }
}
