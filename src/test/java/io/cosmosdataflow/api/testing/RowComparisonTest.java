package io.cosmosdataflow.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RowComparisonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, DataType> types = new LinkedHashMap<>();
    private boolean sorted;

    private RowComparisonTest columns(String ddl) {
        for (StructField field : StructType.fromDDL(ddl).fields()) {
            types.put(field.name(), field.dataType());
        }
        return this;
    }

    private RowComparisonTest inOrder() {
        sorted = true;
        return this;
    }

    private List<String> compare(String expected, String actual) {
        List<ObjectNode> wanted = rows(expected);
        Set<String> named = new LinkedHashSet<>();
        wanted.forEach(row -> row.fieldNames().forEachRemaining(named::add));
        List<ObjectNode> got = rows(actual);
        got.stream().filter(row -> !row.has("$policy")).forEach(row -> row.put("$policy", "insert"));
        return new RowComparison(types, wanted, got, sorted).differences(named);
    }

    private static List<ObjectNode> rows(String array) {
        try {
            List<ObjectNode> rows = new ArrayList<>();
            JSON.readTree(array.replace('\'', '"')).forEach(row -> rows.add((ObjectNode) row));
            return rows;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void rowsInAnyOrderAreTheSame() {
        assertThat(columns("id INT").compare("[{'id':1},{'id':2},{'id':2}]", "[{'id':2},{'id':1},{'id':2}]"))
                .isEmpty();
    }

    @Test
    void theSameRowMustBeThereAsOften() {
        assertThat(columns("id INT").compare("[{'id':1},{'id':2},{'id':2}]", "[{'id':2},{'id':1}]"))
                .containsExactly("row 3 is missing: {\"id\":2}");
        assertThat(compare("[{'id':1}]", "[{'id':1},{'id':1}]")).containsExactly("a row is not expected: {\"id\":1}");
    }

    @Test
    void theRowAndTheColumnThatDifferAreNamed() {
        assertThat(columns("id INT, price DOUBLE, name STRING")
                        .compare(
                                "[{'id':1,'price':2,'name':'a'},{'id':2,'price':3.5,'name':'b'}]",
                                "[{'id':2,'price':3.25,'name':'b'},{'id':1,'price':2.0,'name':'a'}]"))
                .containsExactly("row 2: column 'price': expected 3.5, was 3.25.");
    }

    @Test
    void aRowIsComparedWithTheMostSimilarOne() {
        assertThat(columns("id INT, a STRING, b STRING")
                        .compare(
                                "[{'id':1,'a':'x','b':'y'},{'id':2,'a':'u','b':'v'}]",
                                "[{'id':2,'a':'u','b':'w'},{'id':1,'a':'x','b':'z'}]"))
                .containsExactly(
                        "row 1: column 'b': expected \"y\", was \"z\".",
                        "row 2: column 'b': expected \"v\", was \"w\".");
    }

    @Test
    void aMissingMemberIsNull() {
        assertThat(columns("id INT, note STRING")
                        .compare("[{'id':1,'note':null},{'id':2,'note':'n'}]", "[{'id':2,'note':'n'},{'id':1}]"))
                .isEmpty();
        assertThat(compare("[{'id':1},{'id':2,'note':'n'}]", "[{'id':1,'note':'x'},{'id':2,'note':'n'}]"))
                .containsExactly("row 1: column 'note': expected null, was \"x\".");
    }

    @Test
    void theColumnsMustBeThose() {
        assertThat(columns("id INT, price DOUBLE")
                        .compare("[{'id':1,'prise':2},{'id':2}]", "[{'id':1,'price':2},{'id':2,'price':3}]"))
                .containsExactly(
                        "column 'prise' is expected, and the stream has no such column. Did you mean 'price'?",
                        "column 'price' is not expected. Name it in a row of the file, if only as null.");
    }

    @Test
    void numbersAreComparedByValueAndNeverWithTexts() {
        assertThat(columns("n DECIMAL(20,4)").compare("[{'n':1e2}]", "[{'n':100.0000}]"))
                .isEmpty();
        assertThat(compare("[{'n':'100'}]", "[{'n':100}]"))
                .containsExactly("row 1: column 'n': expected \"100\", was 100.");
        assertThat(compare("[{'n':9007199254740993}]", "[{'n':9007199254740992}]"))
                .containsExactly("row 1: column 'n': expected 9007199254740993, was 9007199254740992.");
    }

    @Test
    void timestampsAreComparedAsSuch() {
        assertThat(columns("t TIMESTAMP, s STRING")
                        .compare(
                                "[{'t':'2026-01-31T10:00:00Z','s':'2026-01-31T10:00:00Z'}]",
                                "[{'t':'2026-01-31T10:00:00.000Z','s':'2026-01-31T10:00:00.000Z'}]"))
                .containsExactly(
                        "row 1: column 's': expected \"2026-01-31T10:00:00Z\", was \"2026-01-31T10:00:00.000Z\".");
    }

    @Test
    void theDifferenceIsNamedInsideOfObjectsAndArrays() {
        assertThat(columns("a ARRAY<STRUCT<x: INT, y: STRING>>")
                        .compare("[{'a':[{'x':1},{'x':2,'y':'k'}]}]", "[{'a':[{'x':1,'y':null},{'x':2,'y':'l'}]}]"))
                .containsExactly("row 1: column 'a[2].y': expected \"k\", was \"l\".");
    }

    @Test
    void policiesCountWhereTheyAreNamed() {
        assertThat(columns("id INT")
                        .compare(
                                "[{'id':1,'$policy':'upsert'},{'id':2,'$policy':'insert'}]",
                                "[{'id':1,'$policy':'delete'},{'id':2}]"))
                .containsExactly("row 1: column '$policy': expected \"upsert\", was \"delete\".");
        assertThat(compare("[{'id':1}]", "[{'id':1,'$policy':'delete'}]")).isEmpty();
    }

    @Test
    void theOrderCountsWhereTheStreamIsSorted() {
        assertThat(columns("id INT").inOrder().compare("[{'id':1},{'id':2}]", "[{'id':2},{'id':1}]"))
                .containsExactly("row 1: the stream is sorted, and has this row as number 2: {\"id\":1}");
    }

    @Test
    void nothingIsSaidOfColumnsWhereNoRowIsExpected() {
        assertThat(columns("id INT").compare("[]", "[]")).isEmpty();
        assertThat(compare("[]", "[{'id':1}]")).containsExactly("a row is not expected: {\"id\":1}");
    }

    @Test
    void manyDifferencesAreCut() {
        String rows = "{'id':1},".repeat(30).replaceFirst(",$", "");

        assertThat(columns("id INT").compare("[" + rows + "]", "[]"))
                .hasSize(21)
                .endsWith("and 10 more differences.");
    }
}
