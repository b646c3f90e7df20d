package io.cosmosdataflow.copy.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.store.type.NativeType;
import io.cosmosdataflow.store.type.NativeTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/data-types.md is written out of the tables of types; {@code -Dgolden.update=true} writes it anew. */
class DataTypesPageTest {

    private static final Path PAGE = Path.of("docs/data-types.md");
    private static final Path RULES = Path.of("src/test/resources/copy/convert/rules.md");

    private static final String INTRODUCTION =
            """
            # Data types of the Copy activity

            Written by a test out of the tables of types; `-Dgolden.update=true` writes it anew. A value goes from the source's native type to an interim type, from that to the interim type of the sink's column, and from there to the sink's native type.

            ## Interim types

            | interim type | family | Spark type that carries it |
            |---|---|---|
            """;

    @Test
    void thePageIsThatOfTheTablesOfTypes() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("run this test with -Dgolden.update=true to write the page anew")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (InterimType type : InterimType.values()) {
            row(
                    page,
                    type.shown(),
                    TypeFamily.of(type).shown(),
                    "`" + type.carrier().simpleString() + "`");
        }
        page.append("\n## Conversions\n\nRows are sources, columns are sinks.\n\n| |");
        List<TypeFamily> families = List.of(TypeFamily.values());
        families.forEach(family -> page.append(' ').append(family.shown()).append(" |"));
        page.append("\n|---|").append("---|".repeat(families.size())).append('\n');
        for (TypeFamily source : families) {
            page.append("| **").append(source.shown()).append("** |");
            families.forEach(sink -> page.append(source.converts(sink) ? " yes |" : " |"));
            page.append('\n');
        }
        page.append('\n').append(Files.readString(RULES));
        page.append("\n## Native types\n\nWhat a native type becomes, and how a new table declares a column.");
        page.append(" `p`, `s` and `l` are precision, scale and length where they are known.\n");
        NativeTypes.all().forEach(store -> append(page, store));
        return page.toString();
    }

    private static void append(StringBuilder page, NativeTypes store) {
        page.append("\n### ")
                .append(store.store())
                .append("\n\nSource: ")
                .append(store.source())
                .append(".\n\n");
        boolean declares = !store.ddl().isEmpty();
        page.append(
                declares
                        ? "| interim type | read from | declared as |\n|---|---|---|\n"
                        : "| interim type | read from |\n|---|---|\n");
        Map<String, String> read = new LinkedHashMap<>();
        store.types()
                .forEach(type -> read.merge(
                        type.interim().map(InterimType::shown).orElse("not supported"),
                        shown(type),
                        (a, b) -> a + ", " + b));
        Arrays.stream(InterimType.values())
                .filter(type -> declares || read.containsKey(type.shown()))
                .forEach(type -> {
                    String names = read.getOrDefault(type.shown(), "");
                    if (declares) {
                        row(page, type.shown(), names, declared(store, type));
                    } else {
                        row(page, type.shown(), names);
                    }
                });
        if (read.containsKey("not supported")) {
            page.append("\nNot supported: ").append(read.get("not supported")).append(".\n");
        }
    }

    private static String shown(NativeType type) {
        return "`" + type.name() + "`" + (type.condition().isEmpty() ? "" : " (" + type.condition() + ")");
    }

    private static String declared(NativeTypes store, InterimType type) {
        var ddl = store.ddl().get(type);
        return ddl.sized().isEmpty()
                ? "`" + ddl.plain() + "`"
                : "`" + ddl.sized().replace("%", "") + "` up to " + ddl.longest() + ", else `" + ddl.plain() + "`";
    }

    private static void row(StringBuilder page, String... cells) {
        page.append(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
