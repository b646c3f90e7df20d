package io.cosmosdataflow.copy.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.type.InterimType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every interim type to every other: the table of the documentation, and values for each of its ticks. */
class ConversionMatrixTest {

    /** Rows are sources, columns are sinks, in the order of the families. */
    private static final String TABLE =
            """
            Boolean     x . . x x . x x .
            Byte array  . x . . . . . x .
            Date/Time   . . x . . . . x .
            Decimal     x . . x x . x x .
            Float-point x . . x x . x x .
            GUID        . . . . . x . x .
            Integer     x . . x x . x x .
            String      x x x x x x x x x
            TimeSpan    . . . . . . . x x
            """;

    @Test
    void whatIsAllowedIsWhatTheDocumentationTicks() {
        StringBuilder table = new StringBuilder();
        for (TypeFamily source : TypeFamily.values()) {
            table.append(String.format("%-11s", source.shown()));
            for (TypeFamily sink : TypeFamily.values()) {
                table.append(source.converts(sink) ? " x" : " .");
            }
            table.append('\n');
        }
        assertThat(table).hasToString(TABLE);
    }

    @Test
    void aPairWithoutATickHasNoConversion() {
        for (InterimType from : InterimType.values()) {
            for (InterimType to : InterimType.values()) {
                boolean allowed = TypeFamily.of(from).converts(TypeFamily.of(to));
                assertThat(Conversion.between(ColumnType.of(from), ColumnType.of(to), ConversionSettings.DEFAULT))
                        .as(from + " to " + to)
                        .matches(conversion -> conversion.isPresent() == allowed);
            }
        }
    }

    @Test
    void everyPairWithATickHasAValueThatConvertsAndOneThatFails() throws IOException {
        Map<String, List<ConversionTable.Line>> pairs = ConversionTable.read().stream()
                .collect(Collectors.groupingBy(
                        line -> line.from().shown() + " to " + line.to().shown()));
        for (InterimType from : InterimType.values()) {
            Arrays.stream(InterimType.values())
                    .filter(to -> Conversion.allowed(from, to))
                    .forEach(to -> assertThat(pairs.getOrDefault(from.shown() + " to " + to.shown(), List.of()))
                            .as(from + " to " + to)
                            .anyMatch(line -> !line.never() && !line.fails())
                            .anyMatch(line -> line.never() || line.fails()));
        }
    }

    @Test
    void valuesBecomeWhatTheTableSays() throws IOException {
        List<ConversionTable.Line> lines =
                ConversionTable.read().stream().filter(line -> !line.never()).toList();
        List<ColumnType> sources =
                lines.stream().map(line -> ConversionTable.type(line.from())).toList();
        List<Conversion> conversions = lines.stream()
                .map(line -> Conversion.between(
                                ConversionTable.type(line.from()),
                                ConversionTable.type(line.to()),
                                ConversionSettings.DEFAULT)
                        .orElseThrow())
                .toList();

        List<String> results = ConversionTable.convert(
                lines.stream().map(ConversionTable.Line::value).toList(), conversions, sources);

        SoftAssertions.assertSoftly(softly -> {
            for (int i = 0; i < lines.size(); i++) {
                softly.assertThat(results.get(i))
                        .as(lines.get(i).toString())
                        .isEqualTo(lines.get(i).result());
            }
        });
    }
}
