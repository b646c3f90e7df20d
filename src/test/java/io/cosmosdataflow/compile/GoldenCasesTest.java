package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.TransformationWords;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.testing.FlowRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code src/test/resources/compile/<transformation>/<case>/}: {@code script.txt}, the rows of each source in
 * {@code <source>.jsonl} with the types of its {@code output(..)}, and the rows of the stream {@code result} in
 * {@code expected.txt}, in the order of their text unless the case is about order. {@code -Dgolden.update=true}
 * rewrites the expected rows.
 */
class GoldenCasesTest {

    private static final Path CASES = Path.of("src/test/resources/compile");

    /** Where a service answers, or flowlets do, the cases are in tests of their own. */
    private static final Set<String> ELSEWHERE = Set.of("call", "input", "output", "compose");

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.endsWith("script.txt"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStreamIsAsExpected(Path folder) throws IOException {
        Dataset<Row> result = rows(folder).run(Files.readString(folder.resolve("script.txt")), "result");
        Column[] visible = Arrays.stream(result.columns())
                .filter(name -> !name.startsWith("$$"))
                .map(name -> result.col("`" + name + "`"))
                .toArray(Column[]::new);
        Stream<String> rows = result.select(visible).toJSON().collectAsList().stream();
        boolean ordered = folder.getParent().endsWith("sort");
        String actual = result.select(visible).schema().toDDL() + "\n"
                + (ordered ? rows : rows.sorted()).collect(Collectors.joining("\n")) + "\n";
        Path expected = folder.resolve("expected.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @Test
    void everyTransformationHasACase() throws IOException {
        Set<String> covered = cases().stream()
                .map(folder -> folder.getParent().getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        covered.addAll(ELSEWHERE);

        assertThat(covered).containsAll(TransformationWords.all());
    }

    @Test
    void everyKindOfNodeHasACase() throws IOException {
        Set<Class<?>> seen = cases().stream()
                .flatMap(folder -> plan(folder).nodes().stream())
                .map(Object::getClass)
                .collect(Collectors.toSet());
        seen.add(Node.ExternalCall.class);

        assertThat(seen).containsAll(List.of(Node.class.getPermittedSubclasses()));
    }

    private static DataFlowPlan plan(Path folder) {
        try {
            return rows(folder).plan(Files.readString(folder.resolve("script.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FlowRows rows(Path folder) throws IOException {
        FlowRows rows = new FlowRows();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                String name = file.getFileName().toString().replace(".jsonl", "");
                rows.declared(name, Files.readString(folder.resolve("script.txt")), Files.readAllLines(file));
            }
        }
        return rows;
    }
}
