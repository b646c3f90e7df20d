package io.cosmosdataflow.store.http.page;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.store.http.page.PageRule.Target;
import io.cosmosdataflow.store.http.page.PageValue.Counter;
import io.cosmosdataflow.store.http.page.PageValue.InAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The requests for the pages, one after the other. They end with an answer of 204, one that fulfils an end condition or
 * lacks a value that a rule needs, and with the end of a range. A server that an answer leads to, and that is another
 * one, is not told who asks, and not asked at all where it would get a body.
 *
 * <p>Source: Microsoft Learn, connector-rest, "Pagination support".
 */
public final class Paging {

    private final PageRequest request;
    private final PaginationRules rules;
    /** One for each rule; null while there is none yet. */
    private final List<String> values = new ArrayList<>();

    private String url;
    private int sent = 1;
    private WebRequest first;
    private WebRequest last;

    public Paging(PageRequest request, PaginationRules rules) {
        this.request = request;
        this.rules = rules;
        this.url = request.url();
    }

    /**
     * Called once, before the others.
     *
     * @throws JobException {@link ErrorCode#HttpCallFailed} if the URL is none
     */
    public WebRequest first() {
        rules.rules()
                .forEach(rule -> values.add(rule.value() instanceof Counter counter ? counter.start() + "" : null));
        WebAddress address = address();
        first = new WebRequest(request.method(), address, headers(), request.body(), request.authentication());
        last = first;
        return first;
    }

    /**
     * The request after that answer; empty if it was the last one.
     *
     * @throws JobException {@link ErrorCode#HttpCallFailed} if the answer leads nowhere, to itself without an end, or with
     *     a body to another server
     */
    public Optional<WebRequest> next(RestPage page) {
        if (page.isNothing()
                || sent >= rules.mostRequests()
                || rules.ends().stream().anyMatch(end -> end.holds(page))
                || !advance(page)) {
            return Optional.empty();
        }
        WebAddress address = address();
        if (first.body().isPresent() && !address.hasOriginOf(first.address())) {
            throw failed("The answer to " + last.shown() + " leads to a page of another server, " + address.server()
                    + ", which would get the body of the request. It is not asked. Read its pages with a linked service"
                    + " of that server, or with GET.");
        }
        WebRequest next = new WebRequest(
                        first.method(), first.address(), headers(), first.body(), request.authentication())
                .at(address);
        if (next.equals(last) && rules.mostRequests() == PaginationRules.UNLIMITED) {
            throw failed("The answer to " + last.shown() + " leads to the same request again, without an end."
                    + " Set an EndCondition or a MaxRequestNumber in paginationRules.");
        }
        sent++;
        last = next;
        return Optional.of(next);
    }

    /** Whether there is another page, whose values are those of the rules then. */
    private boolean advance(RestPage page) {
        if (rules.rules().isEmpty()) {
            Optional<String> link = rules.links() ? LinkHeader.next(page.answer()) : Optional.empty();
            link.ifPresent(to -> url = resolved(page, to));
            return link.isPresent();
        }
        for (int place = 0; place < values.size(); place++) {
            PageRule rule = rules.rules().get(place);
            Optional<String> value = rule.value() instanceof Counter counter
                    ? Optional.of(Long.parseLong(values.get(place)) + counter.step())
                            .filter(counter::has)
                            .map(String::valueOf)
                    : found(page, (InAnswer) rule.value());
            if (value.isEmpty()) {
                return false;
            }
            values.set(place, value.get());
            if (rule.target() == Target.URL) {
                url = resolved(page, value.get());
            }
        }
        return true;
    }

    private Optional<String> found(RestPage page, InAnswer place) {
        Optional<RestPage.Found> found = page.find(place);
        if (found.isPresent() && !found.get().single()) {
            throw failed("The answer to " + last.shown() + " has more than a single value at " + place
                    + ", where paginationRules have the next page from.");
        }
        return found.map(RestPage.Found::text).filter(text -> !text.isEmpty());
    }

    private String resolved(RestPage page, String link) {
        try {
            return page.answer().address().resolve(link).uri().toString();
        } catch (IllegalArgumentException e) {
            throw failed("The answer to " + last.shown() + " leads to a next page that is no URL.");
        }
    }

    private WebAddress address() {
        String text = url;
        for (int place = 0; place < values.size(); place++) {
            PageRule rule = rules.rules().get(place);
            String value = values.get(place);
            if (rule.target() == Target.URL_VARIABLE) {
                text = text.replace("{" + rule.name() + "}", value == null ? "" : QueryText.encoded(value));
            } else if (rule.target() == Target.QUERY_PARAMETER && value != null) {
                text = QueryText.with(text, rule.name(), value);
            }
        }
        try {
            return WebAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw failed("There is no request to the URL of the linked service and the dataset: " + e.getMessage()
                    + ". Write https://host/path.");
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        for (int place = 0; place < values.size(); place++) {
            PageRule rule = rules.rules().get(place);
            String value = values.get(place);
            if (rule.target() == Target.HEADER_VARIABLE) {
                headers.replaceAll((name, text) -> text.replace("{" + rule.name() + "}", value == null ? "" : value));
            } else if (rule.target() == Target.HEADER && value != null) {
                headers.put(rule.name(), value);
            }
        }
        return headers;
    }

    private static JobException failed(String message) {
        return JobException.of(ErrorCode.HttpCallFailed, message);
    }
}
