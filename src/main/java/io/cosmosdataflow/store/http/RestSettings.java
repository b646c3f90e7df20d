package io.cosmosdataflow.store.http;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.http.RequestHeaders;
import io.cosmosdataflow.http.SendingLimits;
import io.cosmosdataflow.http.WrittenRequest;
import io.cosmosdataflow.store.http.page.PageRequest;
import io.cosmosdataflow.store.http.page.PageRule;
import io.cosmosdataflow.store.http.page.PageRule.Target;
import io.cosmosdataflow.store.http.page.PaginationReader;
import io.cosmosdataflow.store.http.page.PaginationRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What dataset and source of a copy say of the requests to a REST service. What both have is the source's.
 *
 * <p>Source: Microsoft Learn, connector-rest, "Dataset properties" and "REST as source".
 *
 * @param limits with what the requests of all pages have in common
 */
record RestSettings(PageRequest request, PaginationRules rules, SendingLimits limits) {

    private static final String[] OF_BOTH = {"requestMethod", "requestBody", "additionalHeaders", "paginationRules"};
    private static final Duration TIMEOUT = Duration.ofSeconds(100);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 4;
    /** "The timeout to get a response, not the timeout to read response data". */
    private static final Duration READING = Duration.ofMinutes(10);

    RestSettings {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(limits, "limits");
    }

    /** Empty if something is wrong, which is reported, or waits for the run. */
    static Optional<RestSettings> read(Optional<RestService> service, Properties dataset, Properties source) {
        String url = WrittenRequest.joined(service.map(RestService::url).orElse(""), dataset.text("relativeUrl", ""));
        String method = WrittenRequest.method(of("requestMethod", dataset, source));
        Optional<String> body = WrittenRequest.body(of("requestBody", dataset, source), method);
        Properties headed = of("additionalHeaders", dataset, source);
        Optional<Map<String, String>> headers =
                RequestHeaders.read(headed, "additionalHeaders").map(given -> headers(given, body.isPresent()));
        Properties paged = of("paginationRules", dataset, source);
        PaginationRules rules = PaginationReader.read(paged);
        SendingLimits limits = SendingLimits.of(TimeSpan.read(source, "httpRequestTimeout", TimeSpan::ofClock)
                        .orElse(TIMEOUT))
                .withReading(READING)
                .withInterval(
                        TimeSpan.read(source, "requestInterval", TimeSpan::of).orElse(INTERVAL))
                .withAttempts(ATTEMPTS);
        boolean known = WrittenRequest.known(dataset, "relativeUrl")
                && WrittenRequest.known(source, "httpRequestTimeout", "requestInterval")
                && Stream.of(OF_BOTH).allMatch(name -> WrittenRequest.known(of(name, dataset, source), name));
        if (!known || service.isEmpty() || headers.isEmpty() || !variablesAreThere(paged, rules, url, headers.get())) {
            return Optional.empty();
        }
        return Optional.of(new RestSettings(
                new PageRequest(method, url, headers.get(), body, service.get().authentication()), rules, limits));
    }

    /** The source, where it has it, else the dataset. */
    private static Properties of(String name, Properties dataset, Properties source) {
        boolean older = dataset.present(name);
        return source.present(name) || !older ? source : dataset;
    }

    /** "REST connector ignores any Accept header", as it has one of its own. */
    private static Map<String, String> headers(Map<String, String> given, boolean hasBody) {
        Map<String, String> headers = new LinkedHashMap<>(given);
        headers.keySet().removeIf("Accept"::equalsIgnoreCase);
        headers.put("Accept", "application/json");
        if (hasBody && headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "application/json");
        }
        return headers;
    }

    private static boolean variablesAreThere(
            Properties paged, PaginationRules rules, String url, Map<String, String> headers) {
        boolean there = true;
        for (PageRule rule : rules.rules()) {
            boolean inUrl = rule.target() == Target.URL_VARIABLE;
            String variable = "{" + rule.name() + "}";
            boolean missing = inUrl
                    ? !url.contains(variable)
                    : rule.target() == Target.HEADER_VARIABLE
                            && headers.values().stream().noneMatch(value -> value.contains(variable));
            if (missing) {
                there = false;
                paged.issues()
                        .error(
                                ErrorCode.InvalidProperty,
                                paged.spanOf("paginationRules"),
                                "'paginationRules' of " + paged.owner() + " have values for " + variable
                                        + ", which is not in the "
                                        + (inUrl ? "URL" : "additionalHeaders") + ".",
                                inUrl
                                        ? "Write it in the URL, for instance items?offset=" + variable + "."
                                        : "Write it in the value of a header.");
            }
        }
        return there;
    }
}
