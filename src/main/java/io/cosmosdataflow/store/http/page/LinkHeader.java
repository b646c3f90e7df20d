package io.cosmosdataflow.store.http.page;

import io.cosmosdataflow.http.WebAnswer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links in the headers of an answer: {@code <https://host/items?page=2>; rel="next"}.
 *
 * <p>Source: RFC 5988, 5.
 */
final class LinkHeader {

    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^,;=\\s]+\\s*(?:=\\s*(?:\"[^\"]*\"|[^,;\"]*))?)*)");
    private static final Pattern RELATION = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^,;\"\\s]*))");

    private LinkHeader() {}

    /** Where the next page is. */
    static Optional<String> next(WebAnswer answer) {
        for (String header : answer.headers().allValues("Link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                Matcher relation = RELATION.matcher(link.group(2));
                if (relation.find() && isNext(relation.group(1) == null ? relation.group(2) : relation.group(1))) {
                    return Optional.of(link.group(1));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isNext(String relations) {
        return Arrays.stream(relations.trim().split("\\s+")).anyMatch("next"::equalsIgnoreCase);
    }
}
