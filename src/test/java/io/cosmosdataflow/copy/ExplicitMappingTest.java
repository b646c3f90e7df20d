package io.cosmosdataflow.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.copy.AdditionalColumn.Constant;
import io.cosmosdataflow.copy.AdditionalColumn.FilePath;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplicitMappingTest {

    private static final String ORDERS = "{\"id\":{\"$oid\":\"592e\"},\"number\":\"01\",\"date\":\"20170122\","
            + "\"orders\":[{\"prod\":\"p1\",\"price\":23},{\"prod\":\"p2\",\"price\":13.50},{\"prod\":\"p3\"}],"
            + "\"city\":[{\"name\":\"Seattle\"}]}";
    private static final String EMPTY = "{\"number\":\"02\",\"orders\":[],\"city\":[]}";

    @Test
    void columnsAreMappedByNameAndOthersAreLeftOut() {
        assertThat(rows(
                        Copies.table(),
                        Copies.table(),
                        "'mappings': [{'source': {'name': 'b'}, 'sink': {'name': 'Y'}},"
                                + " {'source': {'name': 'a'}, 'sink': {'name': 'X'}}]",
                        sql("select 1 as a, 'x' as b, 2 as c")))
                .isEqualTo("[Y, X] [[x,1]]");
    }

    @Test
    void ordinalsNameColumnsOfTextWithoutAHeader() {
        String mappings = "'mappings': [{'source': {'ordinal': '2', 'name': 'ignored'}, 'sink': {'name': 'MyName'}},"
                + " {'source': {'ordinal': 1}, 'sink': {'name': 'MyUserId'}}]";

        assertThat(rows(
                        Copies.headerless(),
                        Copies.table(),
                        mappings,
                        sql("select '7' as Prop_0, 'Ann' as Prop_1, 'x' as Prop_2")))
                .isEqualTo("[MyName, MyUserId] [[Ann,7]]");
    }

    @Test
    void columnMappingsAsTextAndAsObjectAreTheSame() {
        DataShape source = Copies.structured(Copies.table(), "UserId", "Name", "Group");
        DataShape sink = Copies.structured(Copies.table(), "MyUserId", "MyGroup");
        Dataset<Row> users = sql("select 1 as UserId, 'Ann' as Name, 'g' as Group, 2 as Other");

        String asText = rows(source, sink, "'ColumnMappings': 'UserId: MyUserId, Group: MyGroup'", users);
        String asObject = rows(source, sink, "'columnMappings': {'UserId': 'MyUserId', 'Group': 'MyGroup'}", users);

        assertThat(asText).isEqualTo("[MyUserId, MyGroup] [[1,g]]").isEqualTo(asObject);
    }

    @Test
    void aSourceColumnThatTheDataDoesNotHaveIsAnError() {
        String mappings = "'mappings': [{'source': {'name': 'A'}, 'sink': {'name': 'x'}},"
                + " {'source': {'name': 'zz'}, 'sink': {'name': 'y'}}]";

        assertThatThrownBy(() -> rows(Copies.table(), Copies.table(), mappings, sql("select 1 as a")))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("The source has no column 'A', which the mapping names. Did you mean 'a'?")
                .hasMessageContaining("The source has no column 'zz'")
                .extracting("code")
                .isEqualTo(ErrorCode.CopySourceColumnMissing);
    }

    @Test
    void aColumnThatTheTableOfTheSinkDoesNotHaveIsAnError() {
        StructType table = new StructType().add("Id", DataTypes.IntegerType).add("name", DataTypes.StringType);
        CopyMapping mapping =
                Copies.mapping(translator("'mappings': []"), Copies.shape(Copies.table(), Copies.table()));

        assertThatThrownBy(() -> mapping.apply(sql("select 1 as id, 'x' as nam"), Optional.of(table)))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("The table of dataset 'some' has no column 'nam'. Did you mean 'name'?")
                .extracting("code")
                .isEqualTo(ErrorCode.CopySinkColumnMissing);
        Dataset<Row> mapped =
                mapping.apply(sql("select '7' as id"), Optional.of(table)).rows();
        assertThat(shown(mapped)).isEqualTo("[Id] [[7]]");
        assertThat(mapped.schema().apply("Id").dataType()).isEqualTo(DataTypes.IntegerType);
    }

    @Test
    void theStructureOfATextDeclaresTypes() {
        DataShape source = Copies.structured(Copies.text(), "n:Int32", "name:String");

        Dataset<Row> mapped =
                mapped(source, Copies.typedFile(), "'mappings': []", sql("select '7' as n, 'x' as name, '' as z"));

        assertThat(mapped.schema().toDDL()).startsWith("n INT");
        assertThat(shown(mapped)).isEqualTo("[n, name] [[7,x]]");
    }

    @Test
    void theStructureNamesColumnsOfTextWithoutAHeader() {
        Dataset<Row> text = sql("select '7' as Prop_0, 'x' as Prop_1");

        assertThat(rows(Copies.structured(Copies.headerless(), "id", "name"), Copies.table(), "'mappings': []", text))
                .isEqualTo("[id, name] [[7,x]]");
        assertThatThrownBy(() -> rows(
                        Copies.structured(Copies.headerless(), "id", "name", "more"),
                        Copies.table(),
                        "'mappings': []",
                        text))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("The source has no column 'more', which dataset 'some' declares.");
    }

    @Test
    void theSchemaOfAnEndOfTextDeclaresTypesToo() {
        DataShape source = Copies.withSchema(Copies.text(), "n:Int64");

        assertThat(mapped(source, Copies.typedFile(), "'mappings': []", sql("select 'x' as other, '7' as n"))
                        .schema()
                        .toDDL())
                .contains("other STRING")
                .contains("n BIGINT");
    }

    @Test
    void elementsOfTheCollectionReferenceBecomeRows() {
        String mappings = "'mappings': [{'source': {'path': '$[\\\"number\\\"]'}, 'sink': {'name': 'orderNumber'}},"
                + " {'source': {'path': '[\\\"prod\\\"]'}, 'sink': {'name': 'order_pd'}},"
                + " {'source': {'path': 'price'}, 'sink': {'name': 'order_price'}},"
                + " {'source': {'path': '$.city[0].name'}, 'sink': {'name': 'city'}}],"
                + " 'collectionReference': '$[\\\"orders\\\"]'";

        assertThat(rows(Copies.documents(), Copies.text(), mappings, Copies.documentRows(ORDERS, EMPTY, "{}")))
                .isEqualTo("[orderNumber, order_pd, order_price, city]"
                        + " [[01,p1,23,Seattle], [01,p2,13.5,Seattle], [01,p3,null,Seattle]]");
    }

    /** What an index and a wildcard mean is RFC 9535, 2.3.2 and 2.3.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            $['d']['data'][0]         | [[7,1], [7,2]]
            $['d']['data'][1]         | [[7,3]]
            $.d.data[2]               | []
            $['d']['data'][*]         | [[7,1], [7,2], [7,3]]
            $['l'][0]['m']            | [[7,4], [7,5]]
            $['l'][*]['m']            | [[7,4], [7,5], [7,6]]
            $.l[*].m                  | [[7,4], [7,5], [7,6]]
            $['l'][*]['m'][*]         | [[7,4], [7,5], [7,6]]
            $['l'][*]                 | [[7,null], [7,null], [7,null]]
            $['l'][1]['m'][0]         | []
            """)
    void aCollectionReferenceGoesThroughArrays(String reference, String expected) {
        String mappings = "'mappings': [{'source': {'path': '$.n'}, 'sink': {'name': 'n'}},"
                + " {'source': {'path': '[\\\"a\\\"]'}, 'sink': {'name': 'a'}}],"
                + " 'collectionReference': '" + reference.replace("'", "\\\"") + "'";
        Dataset<Row> rows = Copies.documentRows("{\"n\":7,\"d\":{\"data\":[[{\"a\":1},{\"a\":2}],[{\"a\":3}]]},"
                + "\"l\":[{\"m\":[{\"a\":4},{\"a\":5}]},{\"m\":[{\"a\":6}]},{}]}");

        assertThat(rows(Copies.documents(), Copies.text(), mappings, rows)).isEqualTo("[n, a] " + expected);
    }

    /** Types of files and databases in the place of interim types leave the type to the data. */
    @ParameterizedTest
    @ValueSource(strings = {"map", "null | bytes", "bytes|null", "record", "array", "nvarchar(20)", "UTF8", "long"})
    void typesOfFormatsAndStoresLeaveTheTypeToTheData(String type) {
        assertThat(rows(
                        Copies.table(),
                        Copies.text(),
                        "'mappings': [{'source': {'name': 'a', 'type': '" + type + "', 'physicalType': 'x'},"
                                + " 'sink': {'name': 'A', 'type': 'String', 'physicalType': 'String'}}]",
                        sql("select 1 as a")))
                .isEqualTo("[A] [[1]]");
    }

    @Test
    void schemaMappingIsTheSameInItsOlderForm() {
        assertThat(rows(
                        Copies.documents(),
                        Copies.text(),
                        "'schemaMapping': {'$.number': 'orderNumber', 'prod': 'order_pd', '$.city[0].name': 'city'},"
                                + " 'collectionReference': '$.orders'",
                        Copies.documentRows(ORDERS)))
                .isEqualTo("[orderNumber, order_pd, city] [[01,p1,Seattle], [01,p2,Seattle], [01,p3,Seattle]]");
        assertThat(documents(
                        Copies.table(),
                        "'schemaMapping': {'Column1': '$.Column1', 'c2': '$.Column2.Property1', 'c3': '$.Column2.Property2'}",
                        sql("select 1 as Column1, 'x' as c2, cast(null as string) as c3")))
                .containsExactly("{\"Column1\":1,\"Column2\":{\"Property1\":\"x\",\"Property2\":null}}");
    }

    @Test
    void anEmptyCollectionReferenceMeansNone() {
        assertThat(rows(
                        Copies.documents(),
                        Copies.text(),
                        "'mappings': [{'source': {'path': '$.number'}, 'sink': {'name': 'n'}}],"
                                + " 'collectionReference': ''",
                        Copies.documentRows(ORDERS, EMPTY)))
                .isEqualTo("[n] [[01], [02]]");
    }

    @Test
    void objectsAndArraysBecomeTextsOnlyWhereTheTranslatorSaysSo() {
        String mappings = "'mappings': [{'source': {'path': '$.id'}, 'sink': {'name': 'id'}},"
                + " {'source': {'path': '$.city'}, 'sink': {'name': 'city'}}]";
        Dataset<Row> orders = Copies.documentRows(ORDERS);

        assertThat(rows(Copies.documents(), Copies.text(), mappings + ", 'mapComplexValuesToString': true", orders))
                .isEqualTo("[id, city] [[{\"$oid\":\"592e\"},[{\"name\":\"Seattle\"}]]]");
        assertThatThrownBy(() -> rows(Copies.documents(), Copies.text(), mappings, orders))
                .satisfies(failure -> assertThat(IncompatibleRow.find(failure))
                        .hasValue(
                                "Row 1 of partition 0: the value at $['city'] is an object or an array, which a column"
                                        + " cannot hold (JsonUnsupportedHierarchicalComplexValue); set"
                                        + " mapComplexValuesToString."));
    }

    @Test
    void documentsAreReshapedWithTheirValuesAsTheyAre() {
        assertThat(documents(
                        Copies.documents(),
                        "'mappings': [{'source': {'path': '$.number'}, 'sink': {'path': '$.id'}},"
                                + " {'source': {'path': '$.city'}, 'sink': {'path': 'place.cities'}},"
                                + " {'source': {'path': '$.orders[1].price'}, 'sink': {'path': '$.place.price'}},"
                                + " {'source': {'path': '$.none'}, 'sink': {'path': '$.none'}}]",
                        Copies.documentRows(ORDERS)))
                .containsExactly("{\"id\":\"01\",\"place\":{\"cities\":[{\"name\":\"Seattle\"}],\"price\":13.50},"
                        + "\"none\":null}");
    }

    @Test
    void elementsBecomeDocuments() {
        assertThat(documents(
                        Copies.documents(),
                        "'mappings': [{'source': {'path': '$.number'}, 'sink': {'path': '$.order'}},"
                                + " {'source': {'path': 'prod'}, 'sink': {'path': '$.product.name'}}],"
                                + " 'collectionReference': '$.orders'",
                        Copies.documentRows(ORDERS)))
                .containsExactly(
                        "{\"order\":\"01\",\"product\":{\"name\":\"p1\"}}",
                        "{\"order\":\"01\",\"product\":{\"name\":\"p2\"}}",
                        "{\"order\":\"01\",\"product\":{\"name\":\"p3\"}}");
    }

    @Test
    void dottedNamesOfTheSinksStructureNestColumnsInDocuments() {
        DataShape sink = Copies.structured(Copies.documents(), "id", "name.first", "name.last");
        Dataset<Row> people = sql("select 7 as id, 'Ann' as f, 'Lee' as l");
        DataShape source = Copies.structured(Copies.table(), "id", "f", "l");

        CopyMapping mapping = Copies.mapping(
                Copies.translator(source, sink, "'columnMappings': 'id: id, f: name.first, l: name.last'"),
                Copies.shape(source, sink));

        assertThat(texts(mapping.apply(people, Optional.empty()).rows()))
                .containsExactly("{\"id\":\"7\",\"name\":{\"first\":\"Ann\",\"last\":\"Lee\"}}");
    }

    @Test
    void typesOfTheMappingConvertTheTextsOfASourceOnTheWayToDocuments() {
        assertThat(documents(
                        Copies.text(),
                        "'mappings': [{'source': {'name': 'n', 'type': 'Int32'}, 'sink': {'path': '$.n'}},"
                                + " {'source': {'name': 'b'}, 'sink': {'path': '$.b', 'type': 'Boolean'}}]",
                        sql("select '7' as n, 'true' as b")))
                .containsExactly("{\"n\":7,\"b\":true}");
    }

    @Test
    void additionalColumnsAreMappedLikeOthers() {
        CopyShape shape = Copies.shape(Copies.documents(), Copies.documents());
        CopyMapping mapping = Copies.mapping(
                Copies.translator(
                        shape.source(),
                        shape.sink(),
                        "'mappings': [{'source': {'path': '$.number'}, 'sink': {'path': '$.id'}},"
                                + " {'source': {'path': '$.run'}, 'sink': {'path': '$.meta.run'}},"
                                + " {'source': {'name': 'file'}, 'sink': {'path': '$.meta.file'}}]"),
                shape,
                new Constant("run", "r \"1\""),
                new FilePath("file"));
        Dataset<Row> source = Copies.documentRows(ORDERS)
                .withColumn(Columns.FILE_PATH, org.apache.spark.sql.functions.lit("a/b.json"));

        assertThat(mapping.apply(source, Optional.empty())
                        .rows()
                        .select(Columns.DOCUMENT)
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactly("{\"id\":\"01\",\"meta\":{\"run\":\"r \\\"1\\\"\",\"file\":\"a/b.json\"}}");
    }

    @Test
    void declaredColumnsOfDocumentsTakeThePlaceOfTheFirstRow() {
        assertThat(rows(
                        Copies.withSchema(Copies.documents(), "id:string", "late:integer", "o:object"),
                        Copies.typedFile(),
                        "'mappings': []",
                        Copies.documentRows("{\"id\":\"1\",\"o\":{\"a\":1}}", "{\"id\":\"2\",\"late\":5,\"x\":1}")))
                .isEqualTo("[id, late, o] [[1,null,{\"a\":1}], [2,5,null]]");
    }

    @Test
    void valuesOfDocumentsGetTheTypeThatTheFirstOneHas() {
        Dataset<Row> mapped = mapped(
                Copies.documents(),
                Copies.typedFile(),
                "'mappings': [{'source': {'path': '$.n'}, 'sink': {'name': 'n'}},"
                        + " {'source': {'path': '$.t'}, 'sink': {'name': 't'}},"
                        + " {'source': {'path': '$.s'}, 'sink': {'name': 's', 'type': 'Int32'}}]",
                Copies.documentRows("{\"n\":1,\"t\":\"2026-01-31T08:00:00Z\",\"s\":\"5\"}"));

        assertThat(mapped.schema().toDDL())
                .contains("n BIGINT")
                .contains("t TIMESTAMP")
                .contains("s INT");
    }

    @Test
    void aPairOfTypesThatDataFactoryDoesNotConvertIsRefusedBeforeAnythingIsWritten() {
        String mappings = "'mappings': [{'source': {'name': 't'}, 'sink': {'name': 'n', 'type': 'Int32'}}]";

        assertThatThrownBy(() -> rows(
                        Copies.table(),
                        Copies.typedFile(),
                        mappings,
                        sql("select timestamp'2026-01-31 08:00:00' as t")))
                .isInstanceOf(JobException.class)
                .hasMessageContaining(
                        "Column 't' of type Datetime cannot be converted to Int32: Data Factory has no such"
                                + " conversion. Convert it in the source's query, or give the sink another type.")
                .extracting("code")
                .isEqualTo(ErrorCode.CopyTypeRefused);
    }

    @Test
    void numbersAndBooleansOfDocumentsConvertAsWhatTheyAre() {
        String mappings = "'mappings': [" + mapping("a", "Int32") + "," + mapping("b", "Int32") + ","
                + mapping("c", "Decimal") + "," + mapping("d", "Boolean") + "," + mapping("e", "String") + ","
                + mapping("f", "Double") + "]";

        assertThat(rows(
                        Copies.documents(),
                        Copies.typedFile(),
                        mappings,
                        Copies.documentRows("{\"a\":7.9,\"b\":true,\"c\":1e3,\"d\":0,\"e\":false,\"f\":2.5E-3}")))
                .isEqualTo("[a, b, c, d, e, f] [[7,1,1000.000000000000000000,false,False,0.0025]]");
        assertUnfit("'mappings': [" + mapping("a", "Int32") + "]", "{\"a\":\"7.9\"}");
        assertUnfit(
                "'typeConversion': true, 'typeConversionSettings': {'allowDataTruncation': false}, 'mappings': ["
                        + mapping("a", "Int32") + "]",
                "{\"a\":7.9}");
    }

    @Test
    void oneValueGoesToColumnsOfSeveralTypes() {
        String mappings = "'mappings': [{'source': {'path': '$.a'}, 'sink': {'name': 't', 'type': 'String'}},"
                + " {'source': {'path': '$.a'}, 'sink': {'name': 'n', 'type': 'Int32'}},"
                + " {'source': {'path': '$.a'}, 'sink': {'name': 'b', 'type': 'Boolean'}}]";

        assertThat(rows(
                        Copies.documents(),
                        Copies.typedFile(),
                        mappings,
                        Copies.documentRows("{\"a\":true}", "{\"a\":7.9}", "{\"a\":1e3}")))
                .isEqualTo("[t, n, b] [[True,1,true], [7.9,7,true], [1000,1000,true]]");
    }

    private static void assertUnfit(String translator, String document) {
        assertThatThrownBy(
                        () -> rows(Copies.documents(), Copies.typedFile(), translator, Copies.documentRows(document)))
                .satisfies(failure -> assertThat(IncompatibleRow.find(failure)).isPresent());
    }

    private static String mapping(String name, String type) {
        return "{'source': {'path': '$." + name + "'}, 'sink': {'name': '" + name + "', 'type': '" + type + "'}}";
    }

    @Test
    void theFirstValueThatCannotBeConvertedEndsTheCopyWithItsPlace() {
        Dataset<Row> text = sql("select * from values ('1', 'a.csv'), ('x', 'a.csv') as t(n, f)")
                .coalesce(1)
                .withColumnRenamed("f", Columns.FILE_PATH);

        assertThatThrownBy(() -> mapped(
                                Copies.structured(Copies.text(), "n:Int32"), Copies.typedFile(), "'mappings': []", text)
                        .collectAsList())
                .satisfies(failure -> assertThat(IncompatibleRow.find(failure))
                        .hasValue("Row 2 of partition 0, from file 'a.csv': column 'n' of type String cannot be"
                                + " converted to Int32."));
    }

    @Test
    void rowsToSkipAreHandedOverAndTheOthersStay() {
        Remembered.ROWS.clear();
        DataShape source = Copies.structured(Copies.text(), "n:Int32", "s");
        CopyMapping mapping = new CopyMapping(
                new CopySettings(List.of(), translator("'mappings': []")),
                Copies.shape(source, Copies.typedFile()),
                Optional.of(new Remembered()),
                rows -> rows);

        Dataset<Row> mapped = mapping.apply(
                        sql("select * from values ('1', 'a'), ('x', 'b,c'), (null, 'd') as t(n, s)")
                                .coalesce(1),
                        Optional.empty())
                .rows();

        assertThat(shown(mapped)).isEqualTo("[n, s] [[1,a], [null,d]]");
        assertThat(Remembered.ROWS)
                .containsExactly(
                        "\"x\", \"b,c\" | Row 2 of partition 0: column 'n' of type String cannot be converted to"
                                + " Int32.");
    }

    /** What is skipped, in this JVM. */
    private static final class Remembered implements LostRows {

        private static final List<String> ROWS = new CopyOnWriteArrayList<>();

        @Override
        public void lost(LostRow row) {
            ROWS.add(row.item() + " | " + row.why());
        }
    }

    private static io.cosmosdataflow.copy.translator.Translator translator(String json) {
        return Copies.translator(Copies.table(), Copies.table(), json);
    }

    private static String rows(DataShape source, DataShape sink, String translator, Dataset<Row> rows) {
        return shown(mapped(source, sink, translator, rows));
    }

    private static List<String> documents(DataShape source, String translator, Dataset<Row> rows) {
        return texts(mapped(source, Copies.documents(), translator, rows));
    }

    private static Dataset<Row> mapped(DataShape source, DataShape sink, String translator, Dataset<Row> rows) {
        return Copies.mapping(Copies.translator(source, sink, translator), Copies.shape(source, sink))
                .apply(rows, Optional.empty())
                .rows();
    }

    private static List<String> texts(Dataset<Row> documents) {
        return documents.collectAsList().stream().map(row -> row.getString(0)).toList();
    }

    private static String shown(Dataset<Row> rows) {
        return List.of(rows.columns()) + " " + rows.collectAsList();
    }

    private static Dataset<Row> sql(String query) {
        return SharedSpark.session().sql(query);
    }
}
