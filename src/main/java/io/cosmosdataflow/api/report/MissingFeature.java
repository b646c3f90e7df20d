package io.cosmosdataflow.api.report;

import java.util.List;
import java.util.Objects;

/**
 * Something that Data Factory has and this version has not.
 *
 * @param pipelines names of those that it blocks
 * @param onlyPipelines names of those that nothing else blocks: what it would unlock
 */
public record MissingFeature(
        String name,
        List<String> pipelines,
        List<String> onlyPipelines,
        List<String> dataFlows,
        List<String> onlyDataFlows) {

    public MissingFeature {
        Objects.requireNonNull(name, "name");
        pipelines = List.copyOf(pipelines);
        onlyPipelines = List.copyOf(onlyPipelines);
        dataFlows = List.copyOf(dataFlows);
        onlyDataFlows = List.copyOf(onlyDataFlows);
    }
}
