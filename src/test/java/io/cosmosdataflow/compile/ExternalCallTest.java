package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.store.http.RestCalls;
import io.cosmosdataflow.store.http.RestService;
import io.cosmosdataflow.testing.FlowRows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExternalCallTest {

    private static final String SOURCE = "source(output(id as integer, name as string)) ~> s\n";

    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("x-own"));
        boolean refused = refusals.getAndDecrement() > 0;
        int status = refused ? 503 : exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200;
        byte[] text =
                ("{\"echo\":" + (body.isEmpty() ? "null" : body) + ",\"n\":\"7\"}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("x-answer", "yes");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private FlowRows rows(HttpAuthentication authentication) {
        RestService service =
                new RestService("http://localhost:" + server.getAddress().getPort() + "/", authentication);
        return new FlowRows()
                .source("s", "id INT, name STRING", "{\"id\":1,\"name\":\"a b\"}")
                .calls((node, rows) ->
                        RestCalls.apply(rows, node.call(), service, ExternalCalls.REQUEST, ExternalCalls.RESPONSE));
    }

    private static String call(String more) {
        return SOURCE + "s call(store: 'restservice', format: 'rest', " + more + ") ~> c\n";
    }

    @Test
    void columnsAreSentAndTheAnswerBecomesColumns() {
        assertThat(rows(new HttpAuthentication.Basic("u", Secret.of("p")))
                        .json(
                                call("mapColumn(key = id), httpMethod: 'POST', entity: 'api/todo', timeout: 30, "
                                                + "headers: ['x-own' -> 'mine'], requestFormat: ['type' -> 'json'], "
                                                + "responseFormat: ['type' -> 'json', 'documentForm' -> 'documentPerLine'], "
                                                + "output(body as (echo as (key as integer), n as integer), "
                                                + "headers as [string,string], status as integer)")
                                        + "c derive(answer = headers['x-answer']) ~> d\n"
                                        + "d select(mapColumn(id, name, n = body.n, key = body.echo.key, status, answer)) ~> x",
                                "x"))
                .containsExactly("{\"id\":1,\"name\":\"a b\",\"n\":7,\"key\":1,\"status\":200,\"answer\":\"yes\"}");
        assertThat(requests).containsExactly("POST /api/todo {\"key\":1} Basic dTpw mine");
    }

    @Test
    void aGetCarriesTheColumnsInItsQuery() {
        assertThat(rows(HttpAuthentication.ANONYMOUS)
                        .json(
                                call("httpMethod: 'GET', entity: 'q', bodyColumnName: 'text', output(text as string)")
                                        + "c select(mapColumn(text)) ~> x",
                                "x"))
                .containsExactly("{\"text\":\"{\\\"echo\\\":null,\\\"n\\\":\\\"7\\\"}\"}");
        assertThat(requests).containsExactly("GET /q?id=1&name=a+b  null null");
    }

    @Test
    void aServiceThatIsBusyIsAskedAgain() {
        refusals.set(2);
        assertThat(rows(HttpAuthentication.ANONYMOUS)
                        .json(call("output(status as integer)") + "c select(mapColumn(status)) ~> x", "x"))
                .isEqualTo(List.of("{\"status\":200}"));
        assertThat(requests).hasSize(3);
    }

    @Test
    void aRefusalEndsTheRunUnlessTheStatusIsRead() {
        ThrowingCallable failing = () -> rows(HttpAuthentication.ANONYMOUS)
                .json(call("entity: 'missing', output(body as string)") + "c select(mapColumn(body)) ~> x", "x");
        assertThatThrownBy(failing).rootCause().isInstanceOfSatisfying(JobException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
            assertThat(failure)
                    .hasMessageContaining("/missing answered 404. To go on with such rows, take the status"
                            + " into the output of the call.");
        });
        assertThat(rows(HttpAuthentication.ANONYMOUS)
                        .json(
                                call("entity: 'missing', output(status as string)")
                                        + "c select(mapColumn(status)) ~> x",
                                "x"))
                .containsExactly("{\"status\":\"404\"}");
    }

    @Test
    void whatIsNotSupportedIsReported() {
        assertThatThrownBy(() -> rows(HttpAuthentication.ANONYMOUS)
                        .plan(SOURCE + "s call(store: 'sql', format: 'rest', output(body as string)) ~> c"))
                .hasMessageContaining("'store' of call 'c' is not supported: only 'restservice' is, not 'sql'.");
        assertThatThrownBy(() -> rows(HttpAuthentication.ANONYMOUS)
                        .plan(call("requestFormat: ['type' -> 'xml'], output(body as string)")))
                .hasMessageContaining("only 'json' is, not 'xml'");
        assertThatThrownBy(() -> rows(HttpAuthentication.ANONYMOUS).plan(call("output(other as string)")))
                .hasMessageContaining(
                        "The column 'other' of the answer is neither its body nor its headers nor its status.");
    }
}
