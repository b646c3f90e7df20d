package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.load.ResourceKind.Key;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found while the files of a factory and its parameters were read, by the resource that it is about. So a
 * pipeline meets the faults of what it uses, and the check of the factory meets all of them.
 */
public final class Findings {

    private final Issues general = new Issues();
    private final Issues elsewhere = new Issues();
    private final Map<Key, Issues> byResource = new LinkedHashMap<>();

    public Issues all() {
        Issues all = new Issues();
        all.addAll(general);
        all.addAll(elsewhere);
        byResource.values().forEach(all::addAll);
        return all;
    }

    /** Adds findings that concern everything. */
    public void add(Issues issues) {
        general.addAll(issues);
    }

    /** About the pipeline or data flow, all that it reaches, and the factory as a whole. */
    public Issues reachedBy(Factory factory, Resource start) {
        Issues reached = new Issues();
        reached.addAll(general);
        Reach.of(factory, start).forEach(key -> reached.addAll(byResource.getOrDefault(key, new Issues())));
        return reached;
    }

    /**
     * Why there is no such pipeline although it has a file; does nothing if it has none.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException with what is wrong with the file
     */
    public void throwIfPipelineIsBroken(String name) {
        of(ResourceKind.PIPELINE.key(name)).throwIfErrors();
    }

    /** As {@link #throwIfPipelineIsBroken} for a data flow. */
    public void throwIfDataFlowIsBroken(String name) {
        of(ResourceKind.DATA_FLOW.key(name)).throwIfErrors();
    }

    /** Findings of no resource: {@link ErrorCode#FactoryNotFound}, say. */
    Issues general() {
        return general;
    }

    /** Findings that concern no pipeline: about a parameter that fits nothing, say. */
    Issues elsewhere() {
        return elsewhere;
    }

    Issues of(Key resource) {
        return byResource.computeIfAbsent(resource, key -> new Issues());
    }
}
