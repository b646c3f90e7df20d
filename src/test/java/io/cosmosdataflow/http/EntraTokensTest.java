package io.cosmosdataflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and answers: Microsoft Learn, v2-oauth2-client-creds-grant-flow, how-to-use-vm-token. */
class EntraTokensTest {

    private static final String RESOURCE = "https://management.azure.com/";

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Function<String, Optional<String>> environment(String... pairs) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        return name -> Optional.ofNullable(variables.get(name));
    }

    private EntraTokens application() {
        return EntraTokens.ofServicePrincipal(
                "tenant-1", "client-1", Secret.of("K 1"), environment("AZURE_AUTHORITY_HOST", server.url("/")));
    }

    @Test
    void anApplicationAsksWithItsSecret() {
        server.on("/tenant-1/oauth2/v2.0/token", Answer.of(200, "{\"expires_in\":3599,\"access_token\":\"T1\"}"));

        Secret token = application().token(RESOURCE);

        assertThat(token.reveal()).isEqualTo("T1");
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.header("Content-Type")).contains("application/x-www-form-urlencoded");
            assertThat(asked.body())
                    .isEqualTo("grant_type=client_credentials&client_id=client-1&client_secret=K+1"
                            + "&scope=https%3A%2F%2Fmanagement.azure.com%2F%2F.default");
        });
    }

    /** The server may repeat the form that it was sent. */
    @Test
    void aSecretThatIsRefusedIsNotShown() {
        server.on(
                "/tenant-1/oauth2/v2.0/token",
                Answer.of(401, "{\"error\":\"invalid_client\",\"error_description\":\"no 'long+secret%2F1'\"}"));
        EntraTokens tokens = EntraTokens.ofServicePrincipal(
                "tenant-1",
                "client-1",
                Secret.of("long secret/1"),
                environment("AZURE_AUTHORITY_HOST", server.url("/")));

        assertThatThrownBy(() -> tokens.token(RESOURCE)).hasMessageContaining("(invalid_client: no '***')");
    }

    @ParameterizedTest
    @CsvSource({"302", "303", "307", "308"})
    void aSecretGoesNoFurther(int status) {
        server.on("/tenant-1/oauth2/v2.0/token", Answer.of(status, "").with("Location", "/other"))
                .on("/other", Answer.of(200, "{\"expires_in\":3599,\"access_token\":\"T1\"}"));

        assertThatThrownBy(() -> application().token(RESOURCE)).hasMessageContaining("answered " + status);
        assertThat(server.asked()).hasSize(1);
    }

    /** Kept for as long as it holds but for five minutes. */
    @ParameterizedTest
    @CsvSource({"3599,1", "200,2"})
    void aTokenIsKeptWhileItHolds(int seconds, int requests) {
        server.on(
                "/tenant-1/oauth2/v2.0/token",
                Answer.of(200, "{\"expires_in\":" + seconds + ",\"access_token\":\"T1\"}"),
                Answer.of(200, "{\"expires_in\":" + seconds + ",\"access_token\":\"T2\"}"));
        EntraTokens tokens = application();

        tokens.token(RESOURCE);
        assertThat(tokens.token(RESOURCE).reveal()).isEqualTo("T" + requests);
        assertThat(server.asked()).hasSize(requests);
        tokens.token("https://other/");
        assertThat(server.asked()).as("each resource has its own").hasSize(requests + 1);
    }

    @Test
    void aMachineAsksItsMetadata() {
        server.on(
                "/metadata/identity/oauth2/token", Answer.of(200, "{\"expires_in\":\"3599\",\"access_token\":\"T1\"}"));
        Function<String, Optional<String>> machine = environment("AZURE_POD_IDENTITY_AUTHORITY_HOST", server.url(""));

        assertThat(EntraTokens.ofMachine(Optional.empty(), machine)
                        .token(RESOURCE)
                        .reveal())
                .isEqualTo("T1");
        EntraTokens.ofMachine(Optional.of("/subscriptions/s/id"), machine).token(RESOURCE);

        assertThat(server.asked().get(0).header("Metadata")).contains("true");
        assertThat(server.requests())
                .containsExactly(
                        "GET /metadata/identity/oauth2/token?api-version=2018-02-01"
                                + "&resource=https%3A%2F%2Fmanagement.azure.com%2F",
                        "GET /metadata/identity/oauth2/token?api-version=2018-02-01"
                                + "&msi_res_id=%2Fsubscriptions%2Fs%2Fid&resource=https%3A%2F%2Fmanagement.azure.com%2F");
    }

    @Test
    void anAppServiceHasAnEndpointOfItsOwn() {
        long later = Instant.now().plusSeconds(3_600).getEpochSecond();
        server.on("/token", Answer.of(200, "{\"expires_on\":\"" + later + "\",\"access_token\":\"T1\"}"));
        EntraTokens tokens = EntraTokens.ofMachine(
                Optional.empty(), environment("IDENTITY_ENDPOINT", server.url("/token"), "IDENTITY_HEADER", "K1"));

        assertThat(tokens.token(RESOURCE).reveal()).isEqualTo("T1");
        assertThat(tokens.token(RESOURCE).reveal()).isEqualTo("T1");
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.uri())
                    .isEqualTo("/token?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com%2F");
            assertThat(asked.header("X-IDENTITY-HEADER")).contains("K1");
        });
    }

    /** A task on an executor asks for its own. */
    @Test
    void whoAsksCanTravel() throws Exception {
        server.on("/tenant-1/oauth2/v2.0/token", Answer.of(200, "{\"expires_in\":3599,\"access_token\":\"T1\"}"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HttpAuthentication.Bearer(application(), RESOURCE));
            out.writeObject(EntraTokens.ofMachine(Optional.of("id"), environment()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            HttpAuthentication read = (HttpAuthentication) in.readObject();

            assertThat(read.headers()).containsEntry("Authorization", Secret.of("Bearer T1"));
            assertThat(in.readObject()).isInstanceOf(EntraTokens.class);
        }
    }

    @Test
    void aRefusalIsSaidWithoutTheSecret() {
        server.on(
                "/tenant-1/oauth2/v2.0/token",
                Answer.of(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":"
                                + "\"AADSTS7000215: Invalid client secret provided.\\r\\nTrace ID: t\"}"));

        assertThatThrownBy(() -> application().token(RESOURCE)).isInstanceOfSatisfying(JobException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
            assertThat(failure)
                    .hasMessageEndingWith(
                            "answered 401 (invalid_client: AADSTS7000215: Invalid client secret" + " provided.).")
                    .hasMessageNotContaining("K 1");
        });
    }
}
