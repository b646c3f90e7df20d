package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The cases of the resource files under {@code sql/}; their form is told at the top of each file. */
public final class SqlCases {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build()
            .readerFor(JsonNode.class);

    private SqlCases() {}

    /** One block of a file. */
    record Case(
            String title,
            String query,
            JsonNode parameters,
            JsonNode documents,
            List<String> results,
            String rewritten) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> of(String file) {
        List<Case> cases = new ArrayList<>();
        for (String block : text(file).split("(?m)^== ")) {
            if (!block.startsWith("#") && !block.isBlank()) {
                cases.add(block(block));
            }
        }
        return cases;
    }

    private static Case block(String block) {
        String[] lines = block.split("\n");
        List<String> query = new ArrayList<>();
        List<String> rewritten = new ArrayList<>();
        JsonNode parameters = null;
        JsonNode documents = null;
        List<String> results = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.startsWith("with ")) {
                parameters = json(line.substring(5));
            } else if (line.startsWith("over ")) {
                documents = json(line.substring(5));
            } else if (line.startsWith("=> ")) {
                results.add(line.substring(3));
            } else if (!line.isBlank()) {
                (results.isEmpty() ? query : rewritten).add(line);
            }
        }
        return new Case(
                lines[0], String.join("\n", query), parameters, documents, results, String.join("\n", rewritten));
    }

    public static String text(String file) {
        try (InputStream in = SqlCases.class.getResourceAsStream("/sql/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
