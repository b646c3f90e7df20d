package io.cosmosdataflow.definition.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.load.ResourceFile;
import io.cosmosdataflow.definition.load.ResourceReader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosmosDatasetTest {

    private final Issues issues = new Issues();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'schema':{}                                                                   | []
            'schema':[]                                                                   | []
            'description':'none'                                                          | []
            'schema':{'type':'object','properties':{'id':{'type':'string'},'tags':{'type':'array','items':{'type':'string'}},'n':{'type':['null','integer']},'x':{}}} | [id string, tags array, n integer, x ]
            'schema':[{'name':'id','type':'nvarchar'},{'name':'n','type':'int','precision':10}] | [id nvarchar, n int]
            'structure':[{'name':'b','type':'Int64'},{'name':'a'}]                        | [b Int64, a ]
            'structure':[{'name':'b'}],'schema':[{'name':'c'}]                            | [b ]
            'structure':[],'schema':[{'name':'c'}]                                        | [c ]
            """)
    void columnsComeFromStructureElseFromSchemaInOrder(String declared, String expected) {
        CosmosDataset dataset = CosmosDataset.read(
                        dataset(declared + ",'typeProperties':{'collectionName':'items'}"), issues)
                .orElseThrow();

        assertThat(dataset.container()).isEqualTo("items");
        assertThat(dataset.columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList())
                .hasToString(expected);
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void theContainerMustBeNamed() {
        assertThat(CosmosDataset.read(dataset("'typeProperties':{}"), issues)).isEmpty();

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.MissingProperty);
            assertThat(issue.message()).isEqualTo("'collectionName' of dataset 'd' is missing.");
        });
    }

    @Test
    void aColumnWithoutANameIsReported() {
        dataset("'structure':[{'type':'Int64'}],'typeProperties':{}");

        assertThat(issues.all())
                .extracting(Issue::message)
                .containsExactly("'name' of column of dataset 'd' is missing.");
    }

    private Dataset dataset(String properties) {
        String json = "{'name':'d','properties':{'type':'CosmosDbSqlApiCollection','linkedServiceName':"
                + "{'referenceName':'l','type':'LinkedServiceReference'}," + properties + "}}";
        JsonObject raw = (JsonObject) JsonReader.read("d.json", json.replace('\'', '"'));
        return new ResourceReader(issues)
                .dataset(new ResourceFile(
                        "d",
                        raw.span(),
                        (JsonObject) raw.find("properties").orElseThrow().value(),
                        raw));
    }
}
