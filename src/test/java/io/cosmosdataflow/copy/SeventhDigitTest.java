package io.cosmosdataflow.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Times of .NET have ticks of 100 ns, seven digits of the second. They are kept where the sink has them; files of typed
 * columns have microseconds, so that there a digit is cut, or the row is incompatible where nothing may be cut.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, {@code allowDataTruncation}.
 */
class SeventhDigitTest {

    private static final String CUT = "'typeConversion': true";
    private static final String STRICT = CUT + ", 'typeConversionSettings': {'allowDataTruncation': false}";

    /** Nobody asks which rows they are: they are missing. */
    private static final class LeftOut implements LostRows {
        private static final long serialVersionUID = 1;

        @Override
        public void lost(LostRow row) {}
    }

    @ParameterizedTest
    @CsvSource({
        "Datetime,       2026-01-31T08:09:10.1234567Z,      2026-01-31 08:09:10.1234567",
        "Datetimeoffset, 2026-01-31T08:09:10.1234567+02:00, 2026-01-31 08:09:10.1234567 +02:00",
    })
    void textsKeepIt(String type, String written, String expected) {
        assertThat(copied(Copies.text(), type, written, STRICT)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Datetime,       2026-01-31T08:09:10.1234567Z,      2026-01-31T08:09:10.1234567Z",
        "Datetimeoffset, 2026-01-31T08:09:10.1234567+02:00, 2026-01-31T08:09:10.1234567+02:00",
    })
    void documentsKeepIt(String type, String written, String expected) {
        assertThat(copied(Copies.documents(), type, written, STRICT)).containsExactly("{\"t\":\"" + expected + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "Datetime,       2026-01-31T08:09:10.1234567Z,      2026-01-31 08:09:10.123456",
        "Datetimeoffset, 2026-01-31T08:09:10.1234567+02:00, 2026-01-31 06:09:10.123456",
        "Date,           2026-01-31T00:00:00.0000001Z,      2026-01-31",
    })
    void filesOfTypedColumnsCutIt(String type, String written, String expected) {
        assertThat(copied(Copies.typedFile(), type, written, CUT)).containsExactly(expected);
        assertThat(copied(Copies.typedFile(), type, written, STRICT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Datetime,       2026-01-31T08:09:10.1234560Z,     2026-01-31 08:09:10.123456",
        "Datetimeoffset, 2026-01-31T08:09:10.123456+02:00, 2026-01-31 06:09:10.123456",
        "Date,           2026-01-31T00:00:00.0000000Z,     2026-01-31",
    })
    void filesOfTypedColumnsTakeWhatNeedsNoCut(String type, String written, String expected) {
        assertThat(copied(Copies.typedFile(), type, written, STRICT)).containsExactly(expected);
    }

    private static List<String> copied(DataShape sink, String type, String written, String settings) {
        String place = sink.hierarchical() ? "'path': '$.t'" : "'name': 't'";
        String mappings = ", 'mappings': [{'source': {'name': 't'}, 'sink': {" + place + ", 'type': '" + type + "'}}]";
        Dataset<Row> rows = new CopyMapping(
                        new CopySettings(List.of(), Copies.translator(Copies.text(), sink, settings + mappings)),
                        Copies.shape(Copies.text(), sink),
                        Optional.of(new LeftOut()),
                        all -> all)
                .apply(SharedSpark.session().sql("select '" + written + "' as t"), Optional.empty())
                .rows();
        return rows.select(functions.col(rows.columns()[0]).cast("string")).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
