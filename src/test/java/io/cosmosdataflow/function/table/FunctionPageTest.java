package io.cosmosdataflow.function.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Parameter;
import io.cosmosdataflow.function.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/functions.md is written out of the function tables; {@code -Dgolden.update=true} writes it anew. */
class FunctionPageTest {

    private static final Path PAGE = Path.of("docs/functions.md");
    private static final Path DECISIONS = Path.of("src/test/resources/function/decisions.md");

    /** The order of the sections. */
    private static final List<String> FAMILIES = List.of(
            "Logic",
            "Comparison",
            "Arithmetic",
            "Math",
            "Text",
            "Text patterns",
            "Text codes and likeness",
            "Fingerprints",
            "Binary",
            "Conversion",
            "Date and time",
            "Array",
            "Map",
            "Aggregate",
            "Window",
            "Column and stream",
            "Row",
            "Cached lookup");

    private static final String INTRODUCTION =
            """
            # The functions of data flow expressions

            Written by a test out of the tables of functions; `-Dgolden.update=true` writes it anew. Every example with a result is run by the build.

            * In the signatures, `?` marks what may be left out, `...` what may be repeated, and `!` what must be known before there is data: a constant, or an expression over parameters. `(item)` in the place of a type is an expression over `#item`.
            * `number` is any type of numbers, `integral` one of whole numbers, `datetime` date or timestamp, `collection` an array or a map, `complex` a structure, `any` every type.
            * Arguments of another type are converted where no doubt is possible: `left(123, 2)` is `'12'`.
            * Positions count from 1. Times are UTC, with milliseconds. What cannot be converted or computed is NULL.
            * A function with an asterisk is not made of Spark's own expressions, but runs as a user-defined function.
            """;

    private static final String SAMPLE =
            """

            The examples of aggregates and windows are about these rows; a window's are in the order of `sales`:

            """;

    @Test
    void thePageIsThatOfTheFunctionTables() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("run this test with -Dgolden.update=true to write the page anew")
                .isEqualTo(page);
    }

    @Test
    void everyFamilyHasItsSection() {
        assertThat(Functions.all().stream().map(Function::family).distinct())
                .containsExactlyInAnyOrderElementsOf(FAMILIES);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append(SAMPLE).append(SampleStream.table());
        for (String family : FAMILIES) {
            List<Function> functions = Functions.all().stream()
                    .filter(function -> function.family().equals(family))
                    .toList();
            page.append("\n## ").append(family).append("\n\n| function | value | examples |\n|---|---|---|\n");
            functions.forEach(function -> page.append(row(function)));
        }
        return page.append("\n").append(Files.readString(DECISIONS)).toString();
    }

    private static String row(Function function) {
        return "| " + code(signature(function)) + (function.userDefined() ? " *" : "") + " | "
                + text(function.documentation()) + " | "
                + function.examples().stream().map(FunctionPageTest::example).collect(Collectors.joining("<br>"))
                + " |\n";
    }

    private static String signature(Function function) {
        Signature signature = function.signature();
        return signature.name() + "("
                + signature.parameters().stream()
                        .map(FunctionPageTest::parameter)
                        .collect(Collectors.joining(", "))
                + ") -> " + signature.result();
    }

    private static String parameter(Parameter parameter) {
        String mark =
                (parameter.optional() ? "?" : parameter.repeated() ? "..." : "") + (parameter.constant() ? "!" : "");
        String type = parameter.variables().isEmpty()
                ? parameter.type().word()
                : "(" + String.join(", ", parameter.variables()) + ")";
        return parameter.name() + mark + " " + type;
    }

    private static String example(Example example) {
        return example.result().isEmpty()
                ? code(example.expression())
                : code(example.expression()) + " is " + code(example.result());
    }

    private static String text(String sentence) {
        return sentence.replace("|", "\\|");
    }

    /** Between as many back ticks as the text needs, and fit for a table. */
    private static String code(String text) {
        String plain = text.replace("|", "\\|").replace("\n", " ");
        return text.contains("`") ? "`` " + plain + " ``" : "`" + plain + "`";
    }
}
