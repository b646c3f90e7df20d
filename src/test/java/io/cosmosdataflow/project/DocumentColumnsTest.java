package io.cosmosdataflow.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class DocumentColumnsTest {

    private static final DocumentColumns COLUMNS = new DocumentColumns(
            new Projection(
                    List.of(
                            new ProjectedColumn("s", DataTypes.StringType, List.of()),
                            new ProjectedColumn("i", DataTypes.IntegerType, List.of()),
                            new ProjectedColumn("d", DataTypes.DateType, List.of())),
                    true,
                    false,
                    true),
            TypeHints.NONE,
            false);

    private static Dataset<Row> documents() {
        // not local rows, which Spark computes while it optimizes
        return FlowRows.session()
                .range(2)
                .selectExpr(
                        "concat('{\"s\":\"a\",\"i\":', id, ',\"d\":\"2024-02-29\",\"more\":', id, '}') AS document",
                        "'f' AS kept");
    }

    private static Dataset<Row> narrowed(Dataset<Row> documents, String... used) {
        List<String> kept = List.of("kept");
        Dataset<Row> all = COLUMNS.of(documents, "document", () -> documents, kept);
        Dataset<Row> narrowed = COLUMNS.narrowed(documents, "document", all.schema(), Set.of(used), kept);
        assertThat(narrowed.schema().simpleString()).isEqualTo(all.schema().simpleString());
        return narrowed;
    }

    @Test
    void columnsThatAreNotUsedAreNull() {
        assertThat(narrowed(documents(), "i", "more").toJSON().collectAsList())
                .containsExactly("{\"i\":0,\"more\":0,\"kept\":\"f\"}", "{\"i\":1,\"more\":1,\"kept\":\"f\"}");
        assertThat(narrowed(documents()).toJSON().collectAsList())
                .containsExactly("{\"kept\":\"f\"}", "{\"kept\":\"f\"}");
    }

    @Test
    void aDocumentIsParsedOnceAndOnlyForWhatIsUsed() {
        Dataset<Row> filtered =
                narrowed(documents(), "s", "i", "d").filter("i = 1 AND s = 'a'").select("d", "i");
        assertThat(filtered.toJSON().collectAsList()).containsExactly("{\"d\":\"2024-02-29\",\"i\":1}");
        assertThat(filtered.queryExecution().optimizedPlan().toString())
                .containsOnlyOnce(".parse")
                .doesNotContain("more=");
    }
}
