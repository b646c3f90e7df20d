package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of JSON in the embedded PostgreSQL: a value is the same after each copy, as in the server. */
class JsonColumnsTest {

    private static final String FROM = "{\"type\": \"AzurePostgreSqlSource\"}";
    private static final String TO = "{\"type\": \"AzurePostgreSqlSink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void tables() {
        runs = LocalRuns.in(directory)
                .file(
                        "Pg/public.src.csv",
                        """
                        id:int:key,doc:json,docb:jsonb,txt:varchar(20)
                        1,"{""a"":1}","[1,""x""]",x
                        2,,,""
                        3,null,\"""text\""",y
                        4,5.50,true,z
                        """)
                .file("Pg/public.one.csv", "id:int:key,doc:json,docb:jsonb,txt:varchar(20)\n")
                .file("Pg/public.two.csv", "id:int:key,doc:json,docb:jsonb,txt:varchar(20)\n");
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Pg", "AzurePostgreSql", "{\"connectionString\": \"Server=s;Database=d\"}")
                .file("Out", "DelimitedText", "out", "x.csv", "\"firstRowAsHeader\": true, \"nullValue\": \"<n>\"");
        for (String table : new String[] {"src", "one", "two"}) {
            factory.dataset(
                    table, "AzurePostgreSqlTable", "Pg", "{\"schema\": \"public\", \"table\": \"" + table + "\"}");
        }
    }

    @Test
    void copiesDoNotQuoteThemAgain() throws IOException {
        factory.pipeline(
                "P",
                copy("A", "src", FROM, "one", TO),
                copy("B", "one", FROM, "two", TO, "A"),
                copy("C", "two", FROM, "Out", "{\"type\": \"DelimitedTextSink\"}", "B"));

        theyAreAsTheyWere();
    }

    @Test
    void dataFlowsDoNotQuoteThemAgain() throws IOException {
        String source = "source(output(id as integer, doc as string, docb as string, txt as string), allowSchemaDrift:"
                + " false, format: 'table') ~> S\n";
        factory.dataFlow("F", Map.of("S", "src"), Map.of("K", "one"), source + "S sink(insertable: true) ~> K")
                .dataFlow(
                        "G",
                        Map.of("S", "one"),
                        Map.of("K", "two"),
                        source + "S alterRow(upsertIf(true())) ~> A\nA sink(insertable: false, upsertable: true, keys:"
                                + " ['id']) ~> K")
                .pipeline(
                        "P",
                        executeDataFlow("A", "F", "{}", ""),
                        executeDataFlow("B", "G", "{}", "")
                                .replace(
                                        "\"dependsOn\": []",
                                        "\"dependsOn\": [{\"activity\": \"A\", \"dependencyConditions\": [\"Succeeded\"]}]"),
                        copy("C", "two", FROM, "Out", "{\"type\": \"DelimitedTextSink\"}", "B"));

        theyAreAsTheyWere();
    }

    private void theyAreAsTheyWere() throws IOException {
        PipelineResult result = runs.run("P");

        assertThat(result.record().status()).as(result.failures().toString()).isEqualTo(RunStatus.Succeeded);
        assertThat(Files.readAllLines(runs.local("Blob/c/out/x.csv")))
                .containsExactlyInAnyOrder(
                        "id,doc,docb,txt",
                        "1,\"{\\\"a\\\":1}\",\"[1,\\\"x\\\"]\",x",
                        "2,<n>,<n>,",
                        "3,null,\"\\\"text\\\"\",y",
                        "4,5.50,true,z");
    }
}
