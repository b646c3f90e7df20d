package io.cosmosdataflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column may be named with several of the streams that it went through. */
class QualifiedColumnTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"A@id, true", "A@A@id, true", "J@A@id, true", "B@id, true", "J@B@id, true", "A@B@id, false"})
    void eachStreamCounts(String column, boolean exists) {
        FactoryFiles factory = FactoryFiles.in(directory)
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "")
                .dataFlow(
                        "F",
                        Map.of("A", "In", "B", "In"),
                        Map.of("T", "Out"),
                        """
                        source(output(id as string, x as string), allowSchemaDrift: true, validateSchema: false) ~> A
                        source(output(id as string, y as string), allowSchemaDrift: true, validateSchema: false) ~> B
                        A, B join(A@id == B@id, joinType:'inner', broadcast: 'auto') ~> J
                        J select(mapColumn(key = %s, y)) ~> S
                        S sink(allowSchemaDrift: true, validateSchema: false) ~> T"""
                                .formatted(column));

        assertThat(DataFactory.load(factory.directory()).dataFlow("F").check().stream()
                        .map(Issue::code)
                        .filter(ErrorCode.UnknownColumn::equals)
                        .toList())
                .isEqualTo(exists ? List.of() : List.of(ErrorCode.UnknownColumn));
    }
}
