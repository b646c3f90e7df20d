package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.meter.Statistics;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Regions, offers and serverless accounts, over the wire; and how they are counted. */
class AccountShapeTest {

    private static EmbeddedCosmos start(EmulatorOptions options) throws Exception {
        return EmbeddedCosmos.start(options.withPartitions(1));
    }

    private static JsonNode statistics(SignedClient client) {
        return client.get("_emulator/statistics").json();
    }

    private static String container(String id) {
        return "{\"id\":\"" + id + "\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Hash\",\"version\":2}}";
    }

    @Test
    void regionsAreAddressesOfTheSameDataAndAreCounted() throws Exception {
        try (EmbeddedCosmos account = start(EmulatorOptions.usual().withRegions("West", "East"))) {
            SignedClient west = new SignedClient(account);
            SignedClient east = new SignedClient(account, account.endpoint("East"));
            JsonNode shape = east.get("").json();
            assertThat(shape.get("readableLocations").findValuesAsText("name")).containsExactly("West", "East");
            assertThat(shape.get("writableLocations").findValuesAsText("name")).containsExactly("West");
            assertThat(shape.get("readableLocations").findValues("databaseAccountEndpoint"))
                    .extracting(each -> URI.create(each.asText()))
                    .containsExactly(account.endpoint(), account.endpoint("East"));
            account.createContainer("db", "c", "/pk");

            assertThat(east.get("dbs/db/colls/c").status()).isEqualTo(200);
            SignedClient.Answer refused = east.post(
                    "dbs/db/colls/c/docs", "{\"id\":\"1\",\"pk\":\"a\"}", "x-ms-documentdb-partitionkey", "[\"a\"]");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.substatus()).isEqualTo(3);
            west.get("dbs/db");

            assertThat(account.statistics().regions()).containsEntry("East", 3L).containsEntry("West", 1L);
            assertThat(account.statistics().requests("East", RequestKind.ITEM_WRITE))
                    .isOne();
            assertThat(statistics(west).at("/regions/East").asInt()).isEqualTo(3);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmulatorOptions.usual().withRegions("West", "West"));
    }

    @Test
    void oneRegionHasTheAddressThatTheClientCameBy() throws Exception {
        try (EmbeddedCosmos account = start(EmulatorOptions.usual())) {
            JsonNode shape = new SignedClient(account).get("").json();

            assertThat(shape.at("/readableLocations/0/name").asText()).isEqualTo("Local");
            assertThat(shape.at("/readableLocations/0/databaseAccountEndpoint").asText())
                    .isEqualTo(account.endpoint().toString());
        }
    }

    @Test
    void changesOfOffersAreCountedInOrder() throws Exception {
        try (EmbeddedCosmos account = start(EmulatorOptions.usual())) {
            SignedClient client = new SignedClient(account);
            account.createContainer("db", "c", "/pk");
            JsonNode offer = client.get("offers").json().at("/Offers/0");
            String path = "offers/" + offer.get("_rid").asText();

            String more = offer.toString().replace("\"offerThroughput\":400", "\"offerThroughput\":900");
            assertThat(client.put(path, more).status()).isEqualTo(200);
            assertThat(client.put(path, offer.toString()).status()).isEqualTo(200);

            assertThat(account.statistics().offerChanges("db", "c"))
                    .containsExactly(
                            new Statistics.OfferChange(400, 900, false), new Statistics.OfferChange(900, 400, false));
            assertThat(statistics(client).at("/offerChanges/db~1c/1/after").asInt())
                    .isEqualTo(400);
        }
    }

    /** Resource ids are base64, which has a plus sign, and numbers one after the other have it in one of 256. */
    @Test
    void anOfferIsFoundByAResourceIdWithAPlusSign() throws Exception {
        try (EmbeddedCosmos account = start(EmulatorOptions.usual())) {
            SignedClient client = new SignedClient(account);
            String rid = "";
            for (int n = 0; !rid.contains("+") && n < 256; n++) {
                account.createContainer("db", "c" + n, "/pk");
                for (JsonNode offer : client.get("offers").json().get("Offers")) {
                    rid = rid.contains("+") ? rid : offer.get("_rid").asText();
                }
            }

            assertThat(rid).contains("+");
            assertThat(client.get("offers/" + rid).json().get("_rid").asText()).isEqualTo(rid);
        }
    }

    @Test
    void requestUnitsAreSummedByTheTenthOfASecond() throws Exception {
        try (EmbeddedCosmos account = start(EmulatorOptions.usual())) {
            SignedClient client = new SignedClient(account);
            account.createContainer("db", "c", "/pk");
            assertThat(account.statistics().chargeTimeline("db", "c")).isEmpty();

            for (String id : List.of("1", "2", "3")) {
                client.post(
                        "dbs/db/colls/c/docs",
                        "{\"id\":\"" + id + "\",\"pk\":\"a\"}",
                        "x-ms-documentdb-partitionkey",
                        "[\"a\"]");
            }

            assertThat(Arrays.stream(account.statistics().chargeTimeline("db", "c"))
                            .sum())
                    .isEqualTo(15);
            double told = 0;
            for (JsonNode units : statistics(client).at("/containers/db~1c/requestUnitsByTenthOfASecond")) {
                told += units.asDouble();
            }
            assertThat(told).isEqualTo(15);
        }
    }

    @Test
    void serverlessAccountsHaveNoOffers() throws Exception {
        try (EmbeddedCosmos account = start(EmulatorOptions.usual().withServerless(true))) {
            SignedClient client = new SignedClient(account);
            client.post("dbs", "{\"id\":\"db\"}");

            assertThat(client.get("offers").message()).contains("not supported for serverless accounts");
            assertThat(client.post("dbs/db/colls", container("c"), "x-ms-offer-throughput", "400")
                            .status())
                    .isEqualTo(400);
            assertThat(client.post("dbs/db/colls", container("c")).status()).isEqualTo(201);
        }
    }
}
