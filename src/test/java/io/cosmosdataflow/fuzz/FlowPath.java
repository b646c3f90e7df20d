package io.cosmosdataflow.fuzz;

import io.cosmosdataflow.fuzz.model.RandomFlow;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The stores on the way of a random flow: documents are loaded into files of one format where it is not JSON itself, the
 * flow writes into another store, and what is there is read back into JSON. Each is a data flow of one pipeline {@code P};
 * the last documents are in {@code c/back}.
 */
record FlowPath(String from, String to) {

    private static final List<String> SOURCES = List.of("Json", "Json", "Json", "Parquet", "Orc");
    private static final List<String> SINKS =
            List.of("Json", "Json", "Json", "Parquet", "Orc", "Avro", "DelimitedText", "Cosmos", "Sql");

    private static final String SINK =
            " sink(allowSchemaDrift: true, validateSchema: false%s, partitionBy('hash', 1)) ~> out\n";

    static FlowPath of(long seed) {
        Random random = new Random(RandomFlow.mixed(-seed));
        return new FlowPath(SOURCES.get(random.nextInt(SOURCES.size())), SINKS.get(random.nextInt(SINKS.size())));
    }

    RandomFlow.Columns columns() {
        return switch (to) {
            case "Json", "Parquet", "Orc" -> RandomFlow.Columns.ANY;
            case "Avro", "Cosmos" -> RandomFlow.Columns.PLAIN;
            default -> RandomFlow.Columns.FLAT;
        };
    }

    LocalRuns make(Path place, RandomFlow flow) {
        FactoryFiles factory = FactoryFiles.in(place.resolve("factory"))
                .linkedService(
                        "Db",
                        "AzureSqlDatabase",
                        "{\"connectionString\": \"Server=tcp:x.database.windows.net,1433;Database=db;User"
                                + " ID=u;Password=p\"}")
                .file("Back", "Json", "back", "");
        LocalRuns runs = LocalRuns.in(place);
        StringBuilder script = new StringBuilder();
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> activities = new ArrayList<>();
        for (RandomFlow.Source source : flow.sources()) {
            String documents = "In_" + source.name();
            factory.file(documents, "Json", "in/" + source.name(), "");
            runs.file("Blob/c/in/" + source.name() + "/i.json", source.documents());
            String loaded = from.equals("Json") ? documents : "Loaded_" + source.name();
            if (!from.equals("Json")) {
                factory.file(loaded, from, "loaded/" + source.name(), "");
                copied(factory, "L" + source.name(), documents, source.projection(), loaded, "");
                add(activities, "L" + source.name());
            }
            sources.put(source.name(), loaded);
            script.append(read(source.projection(), "")).append(source.name()).append('\n');
        }
        script.append(flow.script()).append(flow.last());
        boolean direct = to.equals("Json");
        script.append(SINK.formatted(direct ? "" : writing()));
        out(factory);
        factory.dataFlow("F", sources, Map.of("out", direct ? "Back" : "Out"), script.toString());
        add(activities, "F");
        if (!direct) {
            copied(factory, "B", "Out", flow.projection(), "Back", reading());
            add(activities, "B");
        }
        factory.pipeline("P", activities.toArray(String[]::new));
        return runs;
    }

    private void out(FactoryFiles factory) {
        switch (to) {
            case "Cosmos" -> factory.container("Out", "out");
            case "Sql" -> factory.dataset("Out", "AzureSqlTable", "Db", "{\"schema\": \"dbo\", \"table\": \"out\"}");
            case "DelimitedText" -> factory.file(
                    "Out",
                    to,
                    "out",
                    "",
                    "\"columnDelimiter\": \",\"",
                    "\"quoteChar\": \"\\\"\"",
                    "\"escapeChar\": \"\\\\\"",
                    "\"firstRowAsHeader\": true",
                    "\"nullValue\": \"<null>\"");
            default -> factory.file("Out", to, "out", "");
        }
    }

    private String writing() {
        return switch (to) {
            case "Cosmos" -> ", insertable: true, format: 'document', partitionKey: ['/id']";
            case "Sql" -> ", insertable: true, recreate: true, format: 'table'";
            default -> "";
        };
    }

    private String reading() {
        return switch (to) {
            case "Cosmos" -> ", format: 'document'";
            case "Sql" -> ", format: 'table', isolationLevel: 'READ_UNCOMMITTED'";
            default -> "";
        };
    }

    private static void copied(
            FactoryFiles factory, String name, String from, String projection, String to, String reading) {
        factory.dataFlow(
                name, Map.of("s", from), Map.of("out", to), read(projection, reading) + "s\ns" + SINK.formatted(""));
    }

    private static String read(String projection, String settings) {
        return "source(output(" + projection + "), allowSchemaDrift: false, validateSchema: false" + settings + ") ~> ";
    }

    /** Behind the one before it. */
    private static void add(List<String> activities, String dataFlow) {
        String activity = FactoryFiles.executeDataFlow("Run" + dataFlow, dataFlow, "{}", "");
        if (!activities.isEmpty()) {
            String before = activities.get(activities.size() - 1).replaceAll("(?s)^\\{\"name\": \"(\\w+)\".*", "$1");
            activity = activity.replace(
                    "\"dependsOn\": []",
                    "\"dependsOn\": [{\"activity\": \"" + before + "\", \"dependencyConditions\": [\"Succeeded\"]}]");
        }
        activities.add(activity);
    }
}
