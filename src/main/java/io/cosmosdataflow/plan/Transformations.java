package io.cosmosdataflow.plan;

import io.cosmosdataflow.plan.analysis.AggregateAnalysis;
import io.cosmosdataflow.plan.analysis.AssertAnalysis;
import io.cosmosdataflow.plan.analysis.ColumnTransformations;
import io.cosmosdataflow.plan.analysis.ExternalCallAnalysis;
import io.cosmosdataflow.plan.analysis.FlattenAnalysis;
import io.cosmosdataflow.plan.analysis.JoinAnalysis;
import io.cosmosdataflow.plan.analysis.Numbering;
import io.cosmosdataflow.plan.analysis.PivotAnalysis;
import io.cosmosdataflow.plan.analysis.RowTransformations;
import io.cosmosdataflow.plan.analysis.SinkAnalysis;
import io.cosmosdataflow.plan.analysis.SortKeys;
import io.cosmosdataflow.plan.analysis.SourceAnalysis;
import io.cosmosdataflow.plan.analysis.TextAnalysis;
import io.cosmosdataflow.plan.analysis.UnionAnalysis;
import io.cosmosdataflow.plan.analysis.UnpivotAnalysis;
import io.cosmosdataflow.plan.analysis.WindowAnalysis;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All transformations by their words in a script, but {@code compose}, which {@link Flowlets} replaces. */
final class Transformations {

    private static final Map<String, Transformation> KNOWN = Map.ofEntries(
            Map.entry("source", SourceAnalysis::analyze),
            Map.entry("sink", SinkAnalysis::analyze),
            Map.entry("select", ColumnTransformations::select),
            Map.entry("derive", ColumnTransformations::derive),
            Map.entry("cast", ColumnTransformations::cast),
            Map.entry("filter", RowTransformations::filter),
            Map.entry("split", RowTransformations::split),
            Map.entry("alterRow", RowTransformations::alterRow),
            Map.entry("aggregate", AggregateAnalysis::analyze),
            Map.entry("join", JoinAnalysis::join),
            Map.entry("lookup", JoinAnalysis::lookup),
            Map.entry("exists", JoinAnalysis::exists),
            Map.entry("union", UnionAnalysis::analyze),
            Map.entry("sort", SortKeys::sort),
            Map.entry("keyGenerate", Numbering::keyGenerate),
            Map.entry("rank", Numbering::rank),
            Map.entry("call", ExternalCallAnalysis::analyze),
            Map.entry("parse", TextAnalysis::parse),
            Map.entry("stringify", TextAnalysis::stringify),
            Map.entry("assert", AssertAnalysis::analyze),
            Map.entry("foldDown", FlattenAnalysis::analyze),
            Map.entry("pivot", PivotAnalysis::analyze),
            Map.entry("unpivot", UnpivotAnalysis::analyze),
            Map.entry("window", WindowAnalysis::analyze),
            Map.entry("input", SourceAnalysis::analyze),
            Map.entry("output", Flowlets::output));

    private Transformations() {}

    static Optional<Transformation> find(String word) {
        return Optional.ofNullable(KNOWN.get(word));
    }

    static Set<String> words() {
        return KNOWN.keySet();
    }

    /** How many inputs there must be; {@link Integer#MAX_VALUE} for any number from two on. */
    static int inputs(String word) {
        return switch (word) {
            case "source", "input" -> 0;
            case "join", "lookup", "exists" -> 2;
            case "union", "compose", "assert" -> Integer.MAX_VALUE;
            default -> 1;
        };
    }
}
