package io.cosmosdataflow.run.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RowJson;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer.ResultRows;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what the blocks of a script give.
 *
 * <p>Source: Microsoft Learn, transform-data-using-script, "Activity output": the outputs of all blocks together; what is
 * too much of one block is cut, first its log, then its parameters, then its rows.
 */
final class ScriptOutput {

    static final int MOST_ROWS = 5_000;
    static final long MOST_BYTES = 4L << 20;

    private final ArrayNode resultSets = JsonNodeFactory.instance.arrayNode();
    private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    private final List<String> logs = new ArrayList<>();
    private long affected;
    private long resultCount;
    private boolean truncated;

    private ScriptOutput() {}

    /**
     * Runs the blocks one after the other.
     *
     * @param messages whether what the database says is wanted
     */
    static ObjectNode of(
            StatementService service, List<ScriptBlock> blocks, boolean messages, ActivityContext context) {
        Instant start = Instant.now();
        ScriptOutput output = new ScriptOutput();
        service.during(context, session -> blocks.forEach(block -> output.add(block, session.run(block), messages)));
        return output.finish(Duration.between(start, Instant.now()));
    }

    private void add(ScriptBlock block, ScriptAnswer answer, boolean messages) {
        affected += answer.affected();
        resultCount += answer.resultCount();
        truncated |= answer.resultCount() > answer.results().size() || messages && answer.messagesCut();
        long room = MOST_BYTES;
        for (ResultRows result : answer.results()) {
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            List<String> documents = result.kept() == 0 ? List.of() : ResultDocuments.of(result.rows());
            for (String document : documents) {
                room -= length(document);
                if (room >= 0) {
                    rows.add(RowJson.parse(document));
                }
            }
            truncated |= rows.size() < result.count();
            resultSets.addObject().put("rowCount", result.count()).set("rows", rows);
        }
        ObjectNode outputs = outputs(block, answer);
        room -= outputs.isEmpty() ? 0 : length(outputs.toString());
        truncated |= room < 0;
        if (room >= 0) {
            parameters.setAll(outputs);
        }
        if (messages) {
            log(String.join("\n", answer.messages()), Math.max(0, room));
        }
    }

    private void log(String text, long room) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String kept = text;
        if (bytes.length > room) {
            truncated = true;
            // A character that is cut in two is none.
            kept = new String(bytes, 0, (int) room, StandardCharsets.UTF_8).replaceFirst("\uFFFD+$", "");
        }
        if (!kept.isEmpty()) {
            logs.add(kept);
        }
    }

    private static ObjectNode outputs(ScriptBlock block, ScriptAnswer answer) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (StatementParameter parameter : block.parameters()) {
            if (answer.outputs().containsKey(parameter.name())) {
                JsonNode value = parameter.secret()
                        ? TextNode.valueOf("***")
                        : ParameterValue.json(parameter.type(), answer.outputs().get(parameter.name()));
                outputs.set(parameter.name(), value);
            }
        }
        return outputs;
    }

    private ObjectNode finish(Duration took) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("resultSetCount", resultCount);
        output.put("recordsAffected", affected);
        output.set("resultSets", resultSets);
        output.set("outputParameters", parameters);
        output.put("outputLogs", String.join("\n", logs));
        output.put("outputLogsLocation", "");
        output.put("outputTruncated", truncated);
        output.put("effectiveIntegrationRuntime", CheckedActivity.RUNTIME);
        output.put("executionDuration", took.toSeconds());
        return output;
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
