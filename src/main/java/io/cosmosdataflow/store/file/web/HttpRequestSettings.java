package io.cosmosdataflow.store.file.web;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.http.RequestHeaders;
import io.cosmosdataflow.http.SendingLimits;
import io.cosmosdataflow.http.WrittenRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The request for a file, as dataset and source of a copy say it.
 *
 * <p>Source: Microsoft Learn, connector-http, "Dataset properties", "HTTP as source" and "Legacy models"; HttpReadSettings
 * of the REST API, which calls the timeout {@code requestTimeout}.
 *
 * @param relativeUrl goes behind the URL of the linked service
 * @param method in capital letters
 */
public record HttpRequestSettings(
        String relativeUrl, String method, Map<String, String> headers, Optional<String> body, SendingLimits limits) {

    private static final String LOCATION = "HttpServerLocation";
    private static final Duration TIMEOUT = Duration.ofSeconds(100);
    /** "The timeout to get a response, not the timeout to read response data". */
    private static final Duration READING = Duration.ofHours(24);

    private static final int ATTEMPTS = 4;

    public HttpRequestSettings {
        Objects.requireNonNull(relativeUrl, "relativeUrl");
        Objects.requireNonNull(method, "method");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * Of a dataset with a {@code location}, which is read and finished, and a source with {@code storeSettings}, which are
     * too. Empty if something is wrong, which is reported, or waits for the run.
     */
    public static Optional<HttpRequestSettings> read(Properties dataset, Properties source) {
        source.ignore("maxConcurrentConnections");
        if (!dataset.present("location")) {
            dataset.missing("location");
        }
        Optional<Properties> location = dataset.object("location").filter(HttpRequestSettings::isLocation);
        location.ifPresent(
                each -> each.ignore("relativeUrl", "folderPath", "fileName").finish());
        Optional<Properties> store = source.object("storeSettings");
        boolean usable = store.isEmpty() || isOf(store.get(), "HttpReadSettings", PublishedTypes.READ_SETTINGS);
        Properties request = store.orElse(source);
        Optional<HttpRequestSettings> settings =
                usable ? location.flatMap(place -> of(place, request, request)) : Optional.empty();
        if (usable) {
            store.ifPresent(HttpRequestSettings::finish);
        }
        return settings;
    }

    private static boolean isLocation(Properties location) {
        location.requiredText("type");
        return isOf(location, LOCATION, PublishedTypes.LOCATIONS);
    }

    private static boolean isOf(Properties settings, String expected, PublishedTypes published) {
        String type = settings.filled("type").orElse(expected);
        if (published.find(type).orElse(type).equalsIgnoreCase(expected)) {
            return true;
        }
        settings.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        settings.spanOf("type"),
                        "'type' of " + settings.owner() + " is '" + type + "', and the linked service is of type '"
                                + HttpService.TYPE + "'.",
                        "Write {\"type\": \"" + expected + "\"}.");
        return false;
    }

    private static void finish(Properties store) {
        store.ignore("maxConcurrentConnections", "disableMetricsCollection", "partitionRootPath");
        store.unsupported("additionalColumns", "write them into the source");
        if (store.flag("enablePartitionDiscovery", false)) {
            store.unsupported("enablePartitionDiscovery", "an answer stands in no folder");
        }
        store.finish();
    }

    /** Of a dataset of the older type {@code HttpFile} and its {@code HttpSource}, both left to the caller. */
    public static Optional<HttpRequestSettings> ofLegacy(Properties dataset, Properties source) {
        source.ignore("maxConcurrentConnections");
        return of(dataset, dataset, source);
    }

    private static Optional<HttpRequestSettings> of(Properties place, Properties request, Properties waiting) {
        String relative = place.text("relativeUrl", "");
        String method = WrittenRequest.method(request);
        Optional<String> body = WrittenRequest.body(request, method);
        Optional<Map<String, String>> headers = RequestHeaders.read(request, "additionalHeaders");
        String name = waiting.present("requestTimeout") ? "requestTimeout" : "httpRequestTimeout";
        Duration timeout = TimeSpan.read(waiting, name, TimeSpan::ofClock).orElse(TIMEOUT);
        boolean known = WrittenRequest.known(place, "relativeUrl")
                && WrittenRequest.known(request, "requestMethod", "requestBody")
                && WrittenRequest.known(waiting, name);
        return headers.filter(any -> known)
                .map(given -> new HttpRequestSettings(
                        relative,
                        method,
                        given,
                        body,
                        SendingLimits.of(timeout).withReading(READING).withAttempts(ATTEMPTS)));
    }
}
