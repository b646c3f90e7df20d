package io.cosmosdataflow.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/expressions.md is written out of the function table; {@code -Dgolden.update=true} writes it anew. */
class FunctionPageTest {

    private static final Path PAGE = Path.of("docs/expressions.md");
    private static final Path SAMPLES = Path.of("src/test/resources/expression/functions.txt");

    private static final String INTRODUCTION =
            """
            # The pipeline expression language

            Written by a test out of the table of functions; `-Dgolden.update=true` writes it anew.

            * A text that starts with `@` is one expression and gives any value: `@pipeline().parameters.day`, `@add(1, 2)`. So is `{"value": "@..", "type": "Expression"}`.
            * Elsewhere in a text, `@{..}` puts a value in as text: `day=@{pipeline().parameters.day}`. Null becomes nothing, true becomes `True`, objects and arrays become JSON.
            * `@@` at the start of a text, and `@@{` anywhere, stand for `@` and `@{`.
            * Texts stand in single quotes; a quote inside is doubled. Numbers, `true`, `false` and `null` are written as in JSON. There are no operators, only functions.
            * `.name`, `['name']` and `[0]` select. Something that is not there is an error; after `?.` or `?[` it is null. Upper and lower case of a property may differ.
            * Names of functions, parameters, variables and activities are the same in upper and lower case.
            * Expressions may stand in pipelines, datasets, linked services and the parameters file. `check` reports wrong syntax, unknown functions, unknown names and activities that may not have ended by then at their place inside the text. What only a run knows, the output of an activity for instance, is evaluated in the run.

            What a run gives to `pipeline()`: `parameters`, `globalParameters`, `Pipeline`, `DataFactory`, `RunId`, `GroupId` (the same), `TriggerType` and `TriggerName` (`Manual`), `TriggerId` (empty), `TriggerTime` (when the run began), `TriggeredByPipelineName` and `TriggeredByPipelineRunId` (null).

            In the signatures, `?` marks what may be left out, and `...` what may be repeated. The times in the examples are those of a run on 2018-03-01.
            """;

    @Test
    void thePageIsThatOfTheFunctionTable() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("run this test with -Dgolden.update=true to write the page anew")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        List<String> samples = Files.readAllLines(SAMPLES).stream()
                .filter(line -> line.contains(" => ") && !line.startsWith("#"))
                .toList();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        String family = "";
        for (PipelineFunction function : PipelineFunctions.all()) {
            if (!function.family().equals(family)) {
                family = function.family();
                page.append("\n## ").append(family).append("\n\n| function | value | example |\n|---|---|---|\n");
            }
            page.append("| ")
                    .append(code(function.signature()))
                    .append(" | ")
                    .append(function.documentation())
                    .append(" | ")
                    .append(example(function, samples))
                    .append(" |\n");
        }
        return page.toString();
    }

    /** The first sample that is a call of the function, else one that has a call in it. */
    private static String example(PipelineFunction function, List<String> samples) {
        String call = function.name().toLowerCase(Locale.ROOT) + "(";
        Pattern inside = Pattern.compile("[( ,]" + Pattern.quote(call));
        return samples.stream()
                .filter(sample -> sample.toLowerCase(Locale.ROOT).startsWith(call))
                .findFirst()
                .or(() -> samples.stream()
                        .filter(sample ->
                                inside.matcher(sample.toLowerCase(Locale.ROOT)).find())
                        .findFirst())
                .map(sample -> sample.split(" => ", 2))
                .map(sample -> code(sample[0]) + " is " + code(sample[1]))
                .orElse("");
    }

    /** Between as many back ticks as the text needs, and fit for a table. */
    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }
}
