package io.cosmosdataflow.api.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.Issue;
import java.util.List;
import java.util.Locale;

/** An assessment for programs. Its form is documented (docs/assessment.md), and another {@code version} if it changes. */
public final class AssessmentJson {

    private static final int VERSION = 1;

    private AssessmentJson() {}

    public static String of(Assessment assessment) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", VERSION);
        root.put("factory", assessment.factory());
        ObjectNode summary = root.putObject("summary");
        counts(summary.putObject("pipelines"), assessment.pipelines());
        counts(summary.putObject("dataFlows"), assessment.dataFlows());
        ArrayNode features = root.putArray("missingFeatures");
        assessment.missingFeatures().forEach(each -> feature(features.addObject(), each));
        assessed(root.putArray("pipelines"), assessment.pipelines());
        assessed(root.putArray("dataFlows"), assessment.dataFlows());
        findings(root.putArray("otherFindings"), assessment.others(), assessment.others());
        return root.toPrettyString() + "\n";
    }

    private static void counts(ObjectNode node, List<Assessed> assessed) {
        for (RunVerdict verdict : RunVerdict.values()) {
            node.put(verdict.word(), Assessment.count(assessed, verdict));
        }
    }

    private static void feature(ObjectNode node, MissingFeature feature) {
        node.put("name", feature.name());
        names(node.putArray("pipelines"), feature.pipelines());
        names(node.putArray("onlyPipelines"), feature.onlyPipelines());
        names(node.putArray("dataFlows"), feature.dataFlows());
        names(node.putArray("onlyDataFlows"), feature.onlyDataFlows());
    }

    private static void names(ArrayNode array, List<String> names) {
        names.forEach(array::add);
    }

    private static void assessed(ArrayNode array, List<Assessed> all) {
        for (Assessed each : all) {
            ObjectNode node = array.addObject();
            node.put("name", each.name());
            node.put("verdict", each.verdict().word());
            ArrayNode needs = node.putArray("needs");
            each.allNeeds().forEach(need -> needs.addObject()
                    .put("kind", need.kind().word())
                    .put("what", need.what())
                    .put("how", need.how()));
            findings(node.putArray("findings"), each.findings(), each.obstacles());
        }
    }

    /** @param obstacles those whose missing features count */
    private static void findings(ArrayNode array, List<Issue> issues, List<Issue> obstacles) {
        for (Issue issue : issues) {
            ObjectNode node = array.addObject();
            node.put("severity", issue.severity().name().toLowerCase(Locale.ROOT));
            node.put("code", issue.code().name());
            node.put("file", issue.span().file());
            node.put("line", issue.span().line());
            node.put("column", issue.span().column());
            node.put("message", issue.message());
            node.put("hint", issue.hint());
            if (!issue.feature().isEmpty() && obstacles.contains(issue)) {
                node.put("missingFeature", issue.feature());
            }
        }
    }
}
