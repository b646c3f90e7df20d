package io.cosmosdataflow.definition.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlDatasetTest {

    private final Issues issues = new Issues();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
            {'schema':'dbo','table':'Orders'}                | dbo    | Orders
            {'table':'Orders'}                               |        | Orders
            {'schema':'dbo','table':'a.b'}                   | dbo    | a.b
            {'tableName':'dbo.Orders'}                       | dbo    | Orders
            {'tableName':'[dbo].[My.Orders]'}                | dbo    | My.Orders
            {'tableName':'[a]]b].[t]'}                       | a]b    | t
            {'tableName':'~s~.~t~'} | s      | t
            {'tableName':'`s`.`t`'}                          | s      | t
            {'tableName':'Orders'}                           |        | Orders
            {'schema':'s','table':'t','tableName':'x.y'}     | s      | t
            {}                                               |        |
            {'schema':'dbo'}                                 | dbo    |
            """)
    void aTableIsNamedInTheNewFormOrInTheOld(String typeProperties, String schema, String table) {
        Optional<SqlDataset> dataset = SqlDataset.read(dataset(typeProperties), issues);

        assertThat(issues.all()).isEmpty();
        assertThat(dataset).hasValueSatisfying(sql -> {
            assertThat(sql.schema()).isEqualTo(Optional.ofNullable(schema));
            assertThat(sql.table()).isEqualTo(Optional.ofNullable(table));
        });
    }

    @ParameterizedTest
    @CsvSource({"{'tableName':'a.b.c'}", "{'tableName':'[dbo.Orders'}", "{'tableName':'dbo.'}", "{'tableName':'[a]b'}"})
    void whatIsNoNameOfATableIsReported(String typeProperties) {
        assertThat(SqlDataset.read(dataset(typeProperties), issues)).isEmpty();

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message()).contains("which is no name of a table");
        });
    }

    @Test
    void whatOnlyTheRunKnowsIsNotReported() {
        Dataset dataset = dataset("{'tableName':'@{dataset().t}'}");

        assertThat(SqlDataset.read(dataset.withTypeProperties(Constants.of(dataset.typeProperties())), issues))
                .isEmpty();
        assertThat(issues.all()).isEmpty();
    }

    private static Dataset dataset(String typeProperties) {
        JsonObject object = (JsonObject)
                JsonReader.read("d.json", typeProperties.replace('\'', '"').replace("~", "\\\""));
        return new Dataset(
                "d",
                "AzureSqlTable",
                Optional.empty(),
                Map.of(),
                Dataset.DeclaredSchema.NONE,
                object,
                object.span(),
                object);
    }
}
