package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.local.LocalStores;
import java.nio.file.Path;
import java.util.Optional;

/** What surrounds the stores of one check or one run. Safe for several threads. */
public interface StoreScope {

    Factory factory();

    /** Stores of this machine that stand in for others; empty if none do. */
    Optional<LocalStores> local();

    /** Where files of this machine stand in for stores; empty if they do not. */
    default Optional<Path> localDirectory() {
        return local().flatMap(LocalStores::directory);
    }

    /** With its expressions evaluated; what is wrong with it is reported. */
    Optional<LinkedService> linkedService(Reference reference, Issues issues);
}
