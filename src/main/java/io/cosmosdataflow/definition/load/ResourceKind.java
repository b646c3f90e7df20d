package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Credential;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.IntegrationRuntime;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.Resource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of file of a factory: the folder that it is in, and how others refer to it. */
enum ResourceKind {
    LINKED_SERVICE("linkedService", Reference.LINKED_SERVICE),
    DATASET("dataset", Reference.DATASET),
    PIPELINE("pipeline", Reference.PIPELINE),
    DATA_FLOW("dataflow", Reference.DATA_FLOW),
    CREDENTIAL("credential", Reference.CREDENTIAL),
    INTEGRATION_RUNTIME("integrationRuntime", Reference.INTEGRATION_RUNTIME),
    TRIGGER("trigger", "TriggerReference"),
    /** The factory itself: its name and its global parameters. */
    FACTORY("factory", "");

    /** One resource; upper and lower case of its name are the same. */
    record Key(ResourceKind kind, String name) {
        Key {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    private final String folder;
    private final String reference;

    ResourceKind(String folder, String reference) {
        this.folder = folder;
        this.reference = reference;
    }

    String folder() {
        return folder;
    }

    Key key(String name) {
        return new Key(this, name);
    }

    static Key keyOf(Resource resource) {
        return of(resource).key(resource.name());
    }

    /** By the {@code type} of a reference; empty for what is no file here, such as the notebooks of Synapse. */
    static Optional<ResourceKind> ofReference(String type) {
        return Arrays.stream(values())
                .filter(kind -> !type.isEmpty() && kind.reference.equalsIgnoreCase(type))
                .findFirst();
    }

    private static ResourceKind of(Resource resource) {
        if (resource instanceof LinkedService) {
            return LINKED_SERVICE;
        } else if (resource instanceof Dataset) {
            return DATASET;
        } else if (resource instanceof Pipeline) {
            return PIPELINE;
        } else if (resource instanceof DataFlow) {
            return DATA_FLOW;
        } else if (resource instanceof Credential) {
            return CREDENTIAL;
        }
        return resource instanceof IntegrationRuntime ? INTEGRATION_RUNTIME : TRIGGER;
    }
}
