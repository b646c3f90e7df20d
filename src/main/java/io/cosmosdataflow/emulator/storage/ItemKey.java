package io.cosmosdataflow.emulator.storage;

/** Where one item is: the effective partition key and the id, unique together. */
public record ItemKey(String effective, String id) {

    @Override
    public int hashCode() {
        return effective.hashCode() * 31 + id.hashCode();
    }
}
