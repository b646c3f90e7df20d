package io.cosmosdataflow.fuzz;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.cosmosdataflow.fuzz.model.ModelTable;
import io.cosmosdataflow.fuzz.model.RandomFlow;
import io.cosmosdataflow.testing.FlowRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Random flows over rows in memory, many in one Spark job: that of each alone would take most of its time to begin and to end. */
final class FlowsInMemory {

    private FlowsInMemory() {}

    /** The rows of each flow, in the order of the flows; in their place what has failed. */
    static List<List<String>> rows(List<RandomFlow> flows) {
        Map<Integer, List<String>> documents = new HashMap<>();
        Map<Integer, Dataset<Row>> made = new HashMap<>();
        for (int number = 0; number < flows.size(); number++) {
            try {
                made.put(number, marked(number, flows.get(number)));
            } catch (RuntimeException e) {
                documents.put(number, List.of(e.toString()));
            }
        }
        try {
            made.values().stream().reduce(Dataset::union).ifPresent(all -> all.collectAsList()
                    .forEach(row -> documents
                            .computeIfAbsent(row.getInt(0), none -> new ArrayList<>())
                            .add(row.getString(1))));
        } catch (RuntimeException e) {
            return flows.size() == 1
                    ? List.of(List.of(e.toString()))
                    : flows.stream().map(flow -> rows(List.of(flow)).get(0)).toList();
        }
        List<List<String>> rows = new ArrayList<>();
        for (int number = 0; number < flows.size(); number++) {
            List<String> found = documents.getOrDefault(number, List.of());
            rows.add(made.containsKey(number) ? ModelTable.bag(found) : found);
        }
        return rows;
    }

    private static Dataset<Row> marked(int number, RandomFlow flow) {
        StringBuilder script = new StringBuilder();
        flow.sources().forEach(source -> script.append("source(output(")
                .append(source.projection())
                .append("), allowSchemaDrift: false) ~> ")
                .append(source.name())
                .append('\n'));
        script.append(flow.script());
        FlowRows rows = new FlowRows();
        flow.sources()
                .forEach(source -> rows.declared(
                        source.name(),
                        script.toString(),
                        source.documents().lines().toList()));
        return rows.run(script.toString(), flow.last())
                .select(lit(number).as("flow"), to_json(struct(col("*"))).as("row"));
    }
}
