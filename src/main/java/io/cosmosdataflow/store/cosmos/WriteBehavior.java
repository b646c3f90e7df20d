package io.cosmosdataflow.store.cosmos;

import java.util.Locale;

/** What a sink does with a document whose id exists; the names are Data Factory's, in any case. */
public enum WriteBehavior {
    /** The activity fails. */
    INSERT,
    /** The document is replaced. */
    UPSERT;

    /** As the JSON has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
