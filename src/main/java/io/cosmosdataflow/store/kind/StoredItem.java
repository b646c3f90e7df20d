package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * An item of a store that is there, until its {@link ItemStore} is closed. Each method may ask the store; those are
 * called alone whose {@link MetadataField} items of its type have, and its kind of store has said to know.
 *
 * <p>All throw {@link io.cosmosdataflow.diagnostic.JobException}: what the store fails with.
 */
public interface StoredItem {

    ItemType type();

    /** Without the folders before it; empty for a root that has no name. */
    default String name() {
        throw unknown();
    }

    /** In bytes. */
    default long size() {
        throw unknown();
    }

    /** Empty where folders are only the beginnings of names. */
    default Optional<Instant> lastModified() {
        throw unknown();
    }

    default Instant created() {
        throw unknown();
    }

    /** The items directly in this folder, in no order, lazily. */
    default Iterator<Child> children() {
        throw unknown();
    }

    /** The MD5 digest of the content, as Base64. */
    default String contentMd5() {
        throw unknown();
    }

    /** In their order, with interim types. */
    default StructType columns() {
        throw unknown();
    }

    /** An item in a folder. */
    record Child(String name, ItemType type) {}

    private static UnsupportedOperationException unknown() {
        return new UnsupportedOperationException("This store does not know it.");
    }
}
