package io.cosmosdataflow.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types in the structure of a dataset of files. */
class StructureTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Byte[]         | AQI=                                 | [1, 2]
            Boolean        | true                                 | true
            Datetime       | 2026-01-31 08:00:00                  | 2026-01-31T08:00:00Z
            Datetimeoffset | 2026-01-31T08:00:00+02:00            | 2026-01-31T08:00:00+02:00
            Decimal        | 1.50                                 | 1.500000000000000000
            Double         | 1.5                                  | 1.5
            Guid           | {592E0780-0000-0000-0000-00000000000A} | 592e0780-0000-0000-0000-00000000000a
            Int16          | -7                                   | -7
            Int32          | 7                                    | 7
            Int64          | 9000000000                           | 9000000000
            Single         | 0.5                                  | 0.5
            String         | x                                    | x
            Timespan       | 1.02:03:04                           | 1.02:03:04
            """)
    void everyInterimTypeCanBeDeclared(String type, String text, String value) {
        Dataset<Row> mapped = mapped(Copies.structured(Copies.text(), "a:" + type), sql("select '" + text + "' as a"));

        assertThat(InterimType.of(mapped.schema().apply("a")).shown()).isEqualTo(type);
        Object found = mapped.head().get(0);
        assertThat(found instanceof byte[] bytes ? java.util.Arrays.toString(bytes) : found.toString())
                .isEqualTo(value);
    }

    @Test
    void theStructureOfATypedFileConvertsItsColumns() {
        Dataset<Row> mapped = mapped(
                Copies.structured(Copies.typedFile(), "n:String", "d:Int32"),
                sql("select 7L as n, cast(2.9 as double) as d, 'x' as other"));

        assertThat(mapped.schema().toDDL()).startsWith("n STRING").contains("d INT");
        assertThat(mapped.collectAsList().toString()).isEqualTo("[[7,2]]");
    }

    private static Dataset<Row> mapped(DataShape source, Dataset<Row> rows) {
        return Copies.mapping(Translator.DEFAULT, Copies.shape(source, Copies.table()))
                .apply(rows, Optional.empty())
                .rows();
    }

    private static Dataset<Row> sql(String query) {
        return SharedSpark.session().sql(query);
    }
}
