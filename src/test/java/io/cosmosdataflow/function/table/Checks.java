package io.cosmosdataflow.function.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/** A table of calls and their results, evaluated in one go. */
final class Checks {

    private final List<Column> columns = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    /** The result as Spark shows it, {@code null} for NULL. Arguments are constants unless hidden. */
    Checks call(String result, String function, Object... arguments) {
        columns.add(Evaluation.call(function, arguments));
        calls.add(function + Arrays.stream(arguments).map(Checks::shown).collect(Collectors.joining(", ", "(", ")")));
        results.add(result);
        return this;
    }

    void verify() {
        List<String> texts = Evaluation.texts(columns);
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            expected.add(calls.get(i) + " -> " + results.get(i));
            actual.add(calls.get(i) + " -> " + texts.get(i));
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    private static String shown(Object argument) {
        return argument instanceof Evaluation.Argument hidden ? hidden.column().toString() : String.valueOf(argument);
    }
}
