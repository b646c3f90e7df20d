package io.cosmosdataflow.store.cosmos.client;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.endpoint.EndpointProbe;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Finds out quickly what is wrong with an account. The SDK asks an endpoint that does not exist for minutes,
 * and says the same of a refused key as of a network that is down.
 */
final class AccountProbe {

    private static final Duration LONGEST = EndpointProbe.LONGEST;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Setting of the SDK for emulators. */
    private static final boolean TRUSTS_ALL =
            Boolean.getBoolean("COSMOS.EMULATOR_SERVER_CERTIFICATE_VALIDATION_DISABLED")
                    || Boolean.parseBoolean(System.getenv("COSMOS_EMULATOR_SERVER_CERTIFICATE_VALIDATION_DISABLED"));

    private AccountProbe() {}

    /** @throws JobException {@code CosmosUnreachable} for a name, a port or a certificate that is wrong */
    static void connect(CosmosAccount account) {
        boolean tls = !"http".equalsIgnoreCase(account.endpoint().getScheme());
        int port = account.endpoint().getPort() < 0
                ? tls ? HTTPS : HTTP
                : account.endpoint().getPort();
        try {
            EndpointProbe.reach(account.endpoint().getHost(), port, tls && !TRUSTS_ALL, LONGEST);
        } catch (IOException e) {
            throw ServiceFaults.unreachable(account, e);
        }
    }

    /** Asks for the account itself, to tell a refused key from what else kept a client from starting. */
    static JobException explain(CosmosAccount account, RuntimeException failure) {
        try {
            int status = status(account);
            return Verdict.of(status) == Verdict.UNAUTHORIZED
                    ? ServiceFaults.unauthorized(account, status, failure)
                    : ServiceFaults.unreachable(account, failure);
        } catch (IOException e) {
            return ServiceFaults.unreachable(account, e);
        } catch (IllegalArgumentException e) {
            return ServiceFaults.unauthorized(account, 401, e);
        }
    }

    /** Whether the account answers, or asks to be asked once more. */
    static boolean isWell(CosmosAccount account) {
        try {
            int status = status(account);
            return Verdict.of(status) == Verdict.DONE || Verdict.asksToRetry(status);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static int status(CosmosAccount account) throws IOException {
        return SignedRequest.get(account, account.endpoint(), "", HttpResponse.BodyHandlers.discarding(), LONGEST)
                .statusCode();
    }
}
