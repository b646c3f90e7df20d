package io.cosmosdataflow.store.cosmos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@InBothModes
class WriteErrorsTest {

    private static JobException failure(ThrowingCallable work) {
        return catchThrowableOfType(JobException.class, work);
    }

    private static ContainerAddress at(CosmosAccount account) {
        return new ContainerAddress(account, "no-such-database", "no-such-container");
    }

    @Test
    void insertOfIdsThatExistNamesThemAndWritesTheRest() {
        ContainerAddress container = CosmosFixture.container("/id");
        CosmosFixture.insert(container, List.of("{\"id\":\"a\",\"v\":1}", "{\"id\":\"b\",\"v\":1}"));

        JobException failure = failure(() -> CosmosFixture.insert(
                container, List.of("{\"id\":\"a\",\"v\":2}", "{\"id\":\"b\",\"v\":1}", "{\"id\":\"c\",\"v\":2}")));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(failure)
                .hasMessageStartingWith("2 documents were not written to container 'items' of database")
                .hasMessageContaining("; 1 written. These ids exist already: ")
                .hasMessageContaining("'a'")
                .hasMessageContaining("'b'")
                .hasMessageEndingWith("Use writeBehavior upsert to replace them, or remove them first.");
        assertThat(CosmosFixture.read(container))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"a\",\"v\":1}", "{\"id\":\"b\",\"v\":1}", "{\"id\":\"c\",\"v\":2}");
    }

    @Test
    void ofManyConflictsTwentyAreNamedAndAllAreCounted() {
        ContainerAddress container = CosmosFixture.container("/id");
        List<String> documents =
                IntStream.range(0, 120).mapToObj(i -> "{\"id\":\"d" + i + "\"}").toList();
        CosmosFixture.insert(container, documents);

        JobException failure = failure(() -> CosmosFixture.insert(container, documents));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(failure)
                .hasMessageStartingWith("120 documents were not written")
                .hasMessageContaining(" and 100 more.");
        assertThat(failure.getMessage().split("'d\\d+'", -1)).hasSize(21);
    }

    @Test
    void upsertReplaces() {
        ContainerAddress container = CosmosFixture.container("/id");
        CosmosFixture.upsert(container, List.of("{\"id\":\"a\",\"v\":1,\"gone\":true}"));

        assertThat(CosmosFixture.upsert(container, List.of("{\"id\":\"a\",\"v\":2}"))
                        .rows())
                .hasValue(1L);

        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"a\",\"v\":2}");
    }

    @Test
    void ofSeveralDocumentsWithOneIdTheLastStays() {
        ContainerAddress container = CosmosFixture.container("/id");

        CosmosFixture.write(
                container,
                CosmosSinkSettings.defaults().with(WriteBehavior.UPSERT),
                CosmosFixture.documents(IntStream.range(0, 30)
                                .mapToObj(i -> "{\"id\":\"same\",\"v\":" + i + "}")
                                .toList())
                        .coalesce(1));

        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"same\",\"v\":29}");
    }

    @Test
    void documentThatIsTooLargeIsNamedWithTheAdvice() {
        ContainerAddress container = CosmosFixture.container("/id");
        String large = "{\"id\":\"large\",\"text\":\"" + "x".repeat(2_200_000) + "\"}";

        JobException failure = failure(() -> CosmosFixture.insert(container, List.of("{\"id\":\"small\"}", large)));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosRequestTooLarge);
        assertThat(failure)
                .hasMessageContaining("Request size is too large. Documents: 'large' (")
                .hasMessageEndingWith("Reduce writeBatchSize of the sink; a single document over 2 MB must be split.");
        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"small\"}");
    }

    @Test
    void invalidDocumentsAreNamedOnceEachWithoutTheirContent() {
        ContainerAddress container = CosmosFixture.container("/id");

        JobException failure = failure(() -> CosmosFixture.insert(
                container,
                List.of("{\"id\":\"a/b\",\"secret\":\"hidden\"}", "[\"hidden\"]", "{\"id\":7}", "{\"id\":\"ok\"}")));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosDocumentInvalid);
        assertThat(failure)
                .hasMessageStartingWith("3 documents were not written")
                .hasMessageContaining("'a/b' (")
                .hasMessageContaining("a document (it is not a JSON object)")
                .hasMessageContaining("a document (its id is not a text but a number (7))")
                .hasMessageNotContaining("hidden");
        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"ok\"}");
    }

    @Test
    void aTaskStopsAfterAThousandFailures() {
        ContainerAddress container = CosmosFixture.container("/id");
        List<String> documents =
                IntStream.range(0, 1_500).mapToObj(i -> "[" + i + "]").toList();

        JobException failure = failure(() -> CosmosFixture.write(
                container,
                CosmosSinkSettings.defaults(),
                CosmosFixture.documents(documents).coalesce(1)));

        assertThat(failure)
                .hasMessageStartingWith("1000 documents were not written")
                .hasMessageContaining("the rest not tried");
    }

    @Test
    void wrongKeyIsUnauthorized() {
        CosmosAccount account = new CosmosAccount(
                CosmosFixture.account().endpoint(), Secret.of("d3JvbmcgbWFzdGVyIGtleQ=="), List.of(), true);

        JobException failure = failure(() -> CosmosFixture.insert(at(account), List.of("{}")));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosUnauthorized);
        assertThat(failure)
                .hasMessageContaining("the account key of the linked service is wrong")
                .hasMessageNotContaining("d3JvbmcgbWFzdGVyIGtleQ");
    }

    @Test
    void missingDatabaseAndContainerAreNamed() {
        JobException noDatabase = failure(() -> CosmosFixture.insert(at(CosmosFixture.account()), List.of("{}")));
        ContainerAddress other = new ContainerAddress(
                CosmosFixture.account(), CosmosFixture.container("/id").database(), "nope");
        JobException noContainer = failure(() -> CosmosFixture.read(other));

        assertThat(noDatabase.code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(noDatabase)
                .hasMessageStartingWith(
                        "There is no container 'no-such-container' of database 'no-such-database' at https://");
        assertThat(noContainer.code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(noContainer).hasMessageStartingWith("There is no container 'nope' of database '" + other.database());
    }

    @Test
    void accountThatDoesNotAnswerIsUnreachableAtOnce() {
        long start = System.nanoTime();
        CosmosAccount refused = CosmosAccount.of(URI.create("https://127.0.0.1:9/"), Secret.of("a2V5"));
        CosmosAccount unknown = CosmosAccount.of(URI.create("https://no-such-host.invalid/"), Secret.of("a2V5"));

        for (CosmosAccount account : List.of(refused, unknown)) {
            JobException failure = failure(() -> CosmosFixture.read(at(account)));
            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosUnreachable);
            assertThat(failure)
                    .hasMessageStartingWith("The Cosmos DB account at " + account.endpoint() + " cannot be reached (");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void errorOfTheSourceStaysWhatItIs() {
        ContainerAddress container = CosmosFixture.container("/id");
        UDF1<String, String> breaking = text -> {
            throw JobException.of(ErrorCode.FileMalformed, "The file is broken.");
        };
        Dataset<Row> broken = CosmosFixture.documents(List.of("{}"))
                .repartition(1)
                .select(udf(breaking, DataTypes.StringType)
                        .apply(col("document"))
                        .as("document"));

        JobException failure = failure(() -> CosmosFixture.write(container, CosmosSinkSettings.defaults(), broken));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessage("The file is broken.");
    }

    @Test
    @DisabledIfSystemProperty(named = "connector.for.linking.only", matches = "true")
    void keysAreInNoPlan() {
        ContainerAddress container = CosmosFixture.container("/id");
        CosmosFixture.insert(container, List.of("{\"id\":\"1\"}"));

        try (CosmosSource source = new CosmosSource(container, CosmosSourceSettings.defaults(), List.of())) {
            var read = source.read(SharedSpark.session());
            read.collectAsList();
            assertThat(read.queryExecution().toString())
                    .contains("cosmos " + container.database())
                    .doesNotContain(SharedEmulator.instance().key());
        }
        assertThat(container.toString())
                .doesNotContain(SharedEmulator.instance().key());
        assertThat(container.account().toString())
                .contains("***")
                .doesNotContain(SharedEmulator.instance().key());
    }
}
