package io.cosmosdataflow.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.copy.AdditionalColumn.Constant;
import io.cosmosdataflow.copy.AdditionalColumn.CopyOf;
import io.cosmosdataflow.copy.AdditionalColumn.FilePath;
import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CopyMappingTest {

    private static final CopyShape AS_IS = Copies.shape(Copies.documents(), Copies.documents());
    private static final CopyShape TO_ROWS = Copies.shape(Copies.documents(), Copies.typedFile());
    private static final CopyShape TO_DOCUMENTS = Copies.shape(Copies.table(), Copies.documents());

    @Test
    void documentsToDocumentsKeepTheirText() {
        String document = "{\"id\":\"1\",\"n\":1234567890123456789,\"d\":0.10,\"e\":1E5,\"x\":null}";

        assertThat(map(AS_IS, documents(document))).containsExactly(document);
    }

    @Test
    void additionalColumnsAreAppendedToTheTextOfDocuments() {
        Dataset<Row> mapped = mapping(AS_IS, new Constant("run", "a \"b\""), new CopyOf("again", "id"))
                .apply(documents("{\"id\":\"1\",\"d\":1.10 } ", "{ }"), Optional.empty())
                .rows();

        assertThat(mapped.as(Encoders.STRING()).collectAsList())
                .containsExactly(
                        "{\"id\":\"1\",\"d\":1.10 ,\"run\":\"a \\\"b\\\"\",\"again\":\"1\"}",
                        "{\"run\":\"a \\\"b\\\"\",\"again\":null}");
    }

    @Test
    void anAdditionalColumnThatTheDocumentHasAlreadyEndsTheCopy() {
        Dataset<Row> mapped = mapping(AS_IS, new Constant("id", "x"))
                .apply(documents("{\"id\":\"1\"}"), Optional.empty())
                .rows();

        assertThatThrownBy(mapped::collectAsList).satisfies(failure -> assertThat(IncompatibleRow.find(failure))
                .contains("A document has a member 'id' already, which additionalColumns would write a second time."));
    }

    @Test
    void columnsAndTypesComeFromTheFirstDocument() {
        Dataset<Row> mapped = mapping(TO_ROWS)
                .apply(
                        documents(
                                "{\"id\":\"1\",\"n\":7,\"d\":0.5,\"b\":true,\"t\":\"2020-01-01T00:00:00Z\",\"o\":{\"a\":[1]},\"x.y\":null}",
                                "{\"id\":\"2\",\"d\":3,\"late\":1,\"x.y\":5}"),
                        Optional.empty())
                .rows();

        assertThat(mapped.schema().toDDL())
                .isEqualTo("id STRING,n BIGINT,d DOUBLE,b BOOLEAN,t TIMESTAMP,o STRING,`x.y` STRING");
        assertThat(mapped.collectAsList().toString())
                .isEqualTo("[[1,7,0.5,true,2020-01-01 00:00:00.0,{\"a\":[1]},null], [2,null,3.0,null,null,null,5]]");
    }

    @Test
    void lostColumnsAreNamedAfterTheWrite() {
        MappedRows mapped = mapping(TO_ROWS)
                .apply(
                        documents("{\"id\":\"1\"}", "{\"id\":\"2\",\"late\":1}", "{\"later\":1,\"late\":2}"),
                        Optional.empty());

        mapped.rows().write().format("noop").mode("overwrite").save();

        assertThat(mapped.lostColumns().get()).containsExactly("late", "later");
    }

    @Test
    void aLaterValueOfAnotherTypeEndsTheCopyWithItsRowAndColumn() {
        Dataset<Row> mapped = mapping(TO_ROWS)
                .apply(
                        documents(
                                "{\"n\":1,\"t\":\"2020-01-01T00:00:00\",\"s\":\"\"}",
                                "{\"n\":1.5,\"t\":\"never\",\"s\":2}"),
                        Optional.empty())
                .rows();

        assertThatThrownBy(mapped::collectAsList).satisfies(failure -> assertThat(IncompatibleRow.find(failure))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("Row 1 of partition 1", "column '$['n']'", "cannot be converted to Int64")
                        .contains("the first document decides the types")
                        .doesNotContain("never")));
    }

    @Test
    void withoutDetectDatetimeDatesStayTexts() {
        CopyShape shape = new CopyShape(Copies.documents(), Copies.typedFile(), false, false);

        assertThat(mapping(shape)
                        .apply(documents("{\"t\":\"2020-01-01T00:00:00Z\"}"), Optional.empty())
                        .rows()
                        .schema()
                        .toDDL())
                .isEqualTo("t STRING");
    }

    @Test
    void theNestingSeparatorFlattensObjects() {
        CopyShape shape = Copies.shape(Copies.documents("."), Copies.typedFile());

        Dataset<Row> mapped = mapping(shape)
                .apply(documents("{\"name\":{\"first\":\"Ann\",\"last\":null},\"tags\":[1]}"), Optional.empty())
                .rows();

        assertThat(mapped.columns()).containsExactly("name.first", "name.last", "tags");
        assertThat(mapped.collectAsList().toString()).isEqualTo("[[Ann,null,[1]]]");
    }

    @Test
    void rowsBecomeDocumentsWithNullsAndTextIds() {
        Dataset<Row> rows = SharedSpark.session()
                .sql("select 7 as id, cast(null as string) as `a b`, cast(12345678901234567.89 as decimal(19,2)) as d,"
                        + " timestamp'2020-01-01 00:00:00.5' as t, array(1, 2) as l");

        assertThat(map(TO_DOCUMENTS, rows))
                .containsExactly("{\"id\":\"7\",\"a b\":null,\"d\":12345678901234567.89,"
                        + "\"t\":\"2020-01-01T00:00:00.5Z\",\"l\":[1,2]}");
    }

    @Test
    void theNestingSeparatorNestsColumnsAndRefusesAValueThatIsAnObjectToo() {
        CopyShape shape = Copies.shape(Copies.table(), Copies.documents("."));
        Dataset<Row> rows = SharedSpark.session().sql("select 1 as `name.first`, 2 as id, 3 as `name.last`");

        assertThat(map(shape, rows)).containsExactly("{\"name\":{\"first\":1,\"last\":3},\"id\":\"2\"}");
        assertThatThrownBy(() -> mapping(shape).apply(rows.withColumnRenamed("id", "name"), Optional.empty()))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("'name' would be a value and, through the nesting separator '.', an object")
                .extracting("code")
                .isEqualTo(ErrorCode.CopyIncompatible);
    }

    @Test
    void rowsToRowsGetAdditionalColumnsAndKeepTheirFilePath() {
        CopyShape shape = Copies.shape(Copies.table(), Copies.typedFile());
        Dataset<Row> rows = SharedSpark.session().sql("select 1 as `a.b`, 'x/y.csv' as `" + Columns.FILE_PATH + "`");

        Dataset<Row> mapped = mapping(shape, new FilePath("file"), new CopyOf("c", "a.b"), new Constant("k", "v"))
                .apply(rows, Optional.empty())
                .rows();

        assertThat(mapped.columns()).containsExactly("a.b", "file", "c", "k", Columns.FILE_PATH);
        assertThat(mapped.collectAsList().toString()).isEqualTo("[[1,x/y.csv,1,v,x/y.csv]]");
    }

    private static CopyMapping mapping(CopyShape shape, AdditionalColumn... columns) {
        return Copies.mapping(Translator.DEFAULT, shape, columns);
    }

    private static List<String> map(CopyShape shape, Dataset<Row> source) {
        return mapping(shape)
                .apply(source, Optional.empty())
                .rows()
                .as(Encoders.STRING())
                .collectAsList();
    }

    private static Dataset<Row> documents(String... texts) {
        return SharedSpark.session()
                .createDataset(List.of(texts), Encoders.STRING())
                .toDF(Columns.DOCUMENT);
    }
}
