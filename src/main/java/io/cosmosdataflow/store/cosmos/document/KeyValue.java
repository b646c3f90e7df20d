package io.cosmosdataflow.store.cosmos.document;

/**
 * Value of a partition key property. The type matters: {@code "1"}, {@code 1}, {@code null} and a missing
 * property are four different partitions.
 */
public sealed interface KeyValue {

    /** The property is not there, or is an object or an array, which the service takes for the same. */
    record Missing() implements KeyValue {}

    record Null() implements KeyValue {}

    record Flag(boolean value) implements KeyValue {}

    /** The service partitions by the number as a double. */
    record Number(double value) implements KeyValue {}

    record Text(String value) implements KeyValue {}
}
