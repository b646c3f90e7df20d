package io.cosmosdataflow.emulator.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.SqlCases;
import io.cosmosdataflow.emulator.sql.SqlQuery;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueryFunctionsTest {
    private static final Pattern CALL = Pattern.compile("([A-Za-z0-9_]+)\\(");

    static List<String> samples() {
        return SqlCases.text("functions.txt")
                .lines()
                .filter(line -> line.contains(" => ") && !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleGivesItsValue(String sample) {
        int arrow = sample.lastIndexOf(" => ");
        String expected = sample.substring(arrow + 4);

        Iterator<JsonNode> results = SqlQuery.parse("SELECT VALUE " + sample.substring(0, arrow), null)
                .run(Collections.emptyIterator());

        if (expected.equals("undefined")) {
            assertThat(results).isExhausted();
        } else {
            assertThat(results.next().toString())
                    .isEqualTo(SqlCases.json(expected).toString());
        }
    }

    @Test
    void everyFunctionHasASample() {
        Set<String> sampled = samples().stream()
                .flatMap(sample -> CALL.matcher(sample).results().map(found -> found.group(1)))
                .map(name -> name.toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());

        assertThat(QueryFunctions.all()).allSatisfy(function -> assertThat(sampled)
                .contains(function.name().toUpperCase(Locale.ROOT)));
    }

    @Test
    void staticClockIsReadOncePerQuery() {
        SqlQuery query = SqlQuery.parse("SELECT VALUE GetCurrentTicksStatic()", null);

        JsonNode first = query.run(Collections.emptyIterator()).next();

        assertThat(query.run(Collections.emptyIterator()).next()).isSameAs(first);
    }

    @Test
    void functionNamesHaveNoCase() {
        assertThat(SqlQuery.parse("SELECT VALUE startswith('ab', 'a')", null)
                        .run(Collections.emptyIterator())
                        .next()
                        .booleanValue())
                .isTrue();
    }
}
