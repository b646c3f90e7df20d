package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.web.WebCall.FailureCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a server over HTTP.
 *
 * <p>Source: Microsoft Learn, control-flow-web-activity.
 */
public final class WebActivity implements ActivityType {

    static final FailureCodes CODES = new FailureCodes("2108", "2128");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        RequestSettings settings = new RequestSettings(properties);
        Optional<String> method = settings.method(METHODS);
        Optional<WebAddress> address = settings.address("url");
        if (method.filter(WITH_BODY::contains).isPresent() && !properties.present("body")) {
            properties.missing("body");
        }
        Optional<String> body = settings.body().filter(any -> !method.equals(Optional.of("GET")));
        Optional<Map<String, String>> headers = settings.headers(body.isPresent());
        Optional<HttpAuthentication> authentication = WebAuthentication.read(properties, scope);
        Optional<Duration> timeout = timeout(properties, settings);
        boolean asynchronous = !properties.flag("turnOffAsync", false);
        refuseOthers(properties);
        properties.finish();
        if (headers.isEmpty()
                || authentication.isEmpty()
                || timeout.isEmpty()
                || !settings.known("body", "turnOffAsync", "httpRequestTimeout")) {
            return Optional.empty();
        }
        return method.flatMap(named ->
                        address.map(to -> new WebRequest(named, to, headers.get(), body, authentication.get())))
                .map(request -> context -> run(activity, request, timeout.get(), asynchronous, context));
    }

    private static Optional<Duration> timeout(Properties properties, RequestSettings settings) {
        Duration timeout = TimeSpan.read(properties, "httpRequestTimeout", TimeSpan::ofClock)
                .orElse(WebCall.MINUTE);
        if (timeout.compareTo(WebCall.MINUTE) < 0 || timeout.compareTo(LONGEST) > 0) {
            settings.wrong("httpRequestTimeout", "must be from 00:01:00 to 00:10:00", "");
            return Optional.empty();
        }
        return Optional.of(timeout);
    }

    private static void refuseOthers(Properties properties) {
        properties.ignore("connectVia");
        if (properties.flag("disableCertValidation", false)) {
            properties.unsupported("disableCertValidation", "the certificate of a server is always verified");
        }
        for (String definitions : List.of("datasets", "linkedServices")) {
            boolean some = properties
                    .value(definitions)
                    .filter(value ->
                            !(value instanceof JsonArray list) || !list.items().isEmpty())
                    .isPresent();
            if (some) {
                properties.unsupported(
                        definitions, "definitions, with the secrets in them, are not sent to other servers");
            }
        }
    }

    private static ObjectNode run(
            Activity activity, WebRequest request, Duration timeout, boolean asynchronous, ActivityContext context) {
        Instant start = Instant.now();
        WebCall call = new WebCall(timeout, context.scope().policy(activity), CODES);
        return WebOutput.of(asynchronous ? call.completed(request) : call.send(request), start);
    }
}
