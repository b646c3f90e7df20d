package io.cosmosdataflow.api.report;

import io.cosmosdataflow.diagnostic.Issue;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What becomes of a factory here.
 *
 * @param others findings that belong to none of them: of files that nothing uses, say
 */
public record Assessment(String factory, List<Assessed> pipelines, List<Assessed> dataFlows, List<Issue> others) {

    public Assessment {
        Objects.requireNonNull(factory, "factory");
        pipelines = List.copyOf(pipelines);
        dataFlows = List.copyOf(dataFlows);
        others = List.copyOf(others);
    }

    /** How many of them have the verdict. */
    public static long count(List<Assessed> assessed, RunVerdict verdict) {
        return assessed.stream().filter(each -> each.verdict() == verdict).count();
    }

    /** Those that unlock most pipelines first, then those that unlock most data flows, that block most, by name. */
    public List<MissingFeature> missingFeatures() {
        return Stream.concat(pipelines.stream(), dataFlows.stream())
                .flatMap(each -> each.obstacles().stream())
                .map(Issue::feature)
                .filter(feature -> !feature.isEmpty())
                .distinct()
                .map(this::missing)
                .sorted(Comparator.comparing(
                                (MissingFeature each) -> -each.onlyPipelines().size())
                        .thenComparing(each -> -each.onlyDataFlows().size())
                        .thenComparing(each -> -each.pipelines().size())
                        .thenComparing(each -> -each.dataFlows().size())
                        .thenComparing(MissingFeature::name))
                .toList();
    }

    private MissingFeature missing(String feature) {
        return new MissingFeature(
                feature,
                names(pipelines, each -> each.lacks(feature)),
                names(pipelines, each -> each.lacksOnly(feature)),
                names(dataFlows, each -> each.lacks(feature)),
                names(dataFlows, each -> each.lacksOnly(feature)));
    }

    private static List<String> names(List<Assessed> assessed, Predicate<Assessed> condition) {
        return assessed.stream().filter(condition).map(Assessed::name).toList();
    }
}
