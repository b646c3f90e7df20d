package io.cosmosdataflow.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.activity.RunOptions;
import java.util.ArrayList;
import java.util.List;

/** A factory with a linked service {@code Api} of type RestService, whose answers a Lookup shows. */
public final class RestFactory {

    /** Less than the second between two pages that Data Factory waits. */
    private static final String PACE = "'requestInterval': '00:00:00.001'";

    private final LocalRuns runs;
    private final FactoryFiles factory;

    private RestFactory(LocalRuns runs) {
        this.runs = runs;
        this.factory = FactoryFiles.in(runs.factory());
    }

    /** @param service members of the linked service, with apostrophes for quotation marks */
    public static RestFactory of(LocalRuns runs, String service) {
        RestFactory made = new RestFactory(runs);
        made.factory.linkedService("Api", "RestService", json("{" + service + "}"));
        return made;
    }

    public FactoryFiles files() {
        return factory;
    }

    /** Apostrophes become quotation marks, and number signs apostrophes. */
    public static String json(String text) {
        return text.replace('\'', '"').replace('#', '\'');
    }

    /** @param properties of the dataset {@code In}, with apostrophes for quotation marks */
    public RestFactory resource(String properties) {
        factory.dataset("In", "RestResource", "Api", json("{" + properties + "}"));
        return this;
    }

    /** @param more members of the source, with apostrophes for quotation marks */
    public static String source(String... more) {
        List<String> members = new ArrayList<>(List.of("'type': 'RestSource'", PACE));
        members.addAll(List.of(more));
        return json("{" + String.join(", ", members) + "}");
    }

    /** A Lookup of the dataset {@code In}. */
    public static String lookup(String source, boolean firstRowOnly) {
        return """
                {"name": "Look", "type": "Lookup", "typeProperties": {"source": %s, "firstRowOnly": %s,
                  "dataset": {"referenceName": "In", "type": "DatasetReference"}}}"""
                .formatted(source, firstRowOnly);
    }

    /** Looks up the dataset {@code In}. */
    public PipelineResult run(String source, boolean firstRowOnly) {
        factory.pipeline("P", lookup(source, firstRowOnly));
        return runs.run("P", RunOptions.NONE);
    }

    /** The documents that a source gives, as JSON. */
    public List<String> documents(String source) {
        PipelineResult result = run(source, false);
        if (!result.failures().isEmpty()) {
            throw result.failures().get(0);
        }
        List<String> documents = new ArrayList<>();
        JsonNode output = result.record().activity("Look").orElseThrow().output();
        output.get("value").forEach(document -> documents.add(document.toString()));
        return documents;
    }

    public JobException failure(String source) {
        return run(source, false).failures().get(0);
    }
}
