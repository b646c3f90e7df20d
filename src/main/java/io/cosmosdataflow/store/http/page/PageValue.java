package io.cosmosdataflow.store.http.page;

import io.cosmosdataflow.definition.json.JsonPath;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a pagination rule has its value from.
 *
 * <p>Source: Microsoft Learn, connector-rest, "Supported values in pagination rules" and the examples.
 */
public sealed interface PageValue extends Serializable {

    /** In the answer to the request before. */
    sealed interface InAnswer extends PageValue {

        /** {@code $.a.b}, {@code Headers.x}, {@code Headers['x']}; empty for any other text. */
        static Optional<InAnswer> parse(String text) {
            String trimmed = text.trim();
            Matcher header = InHeader.TEXT.matcher(trimmed);
            if (header.matches()) {
                return Optional.of(new InHeader(header.group(1) == null ? header.group(2) : header.group(1)));
            }
            // the authoring tool writes $.['a'], too
            return trimmed.startsWith("$")
                    ? JsonPath.parse(trimmed.replace(".[", "[")).map(InBody::new)
                    : Optional.empty();
        }
    }

    record InBody(JsonPath path) implements InAnswer {

        @Override
        public String toString() {
            return path.toString();
        }
    }

    record InHeader(String name) implements InAnswer {

        private static final Pattern TEXT = Pattern.compile("(?i)headers(?:\\.([^.\\[\\]]+)|\\[['\"](.+)['\"]])");

        @Override
        public String toString() {
            return "Headers['" + name + "']";
        }
    }

    /**
     * A number for each request: {@code RANGE:start:end:step}.
     *
     * @param end the last one at most; {@link #OPEN} for none
     * @param step not 0; below 0 it counts down
     */
    record Counter(long start, long end, long step) implements PageValue {

        static final long OPEN = Long.MAX_VALUE;

        private static final Pattern TEXT =
                Pattern.compile("(?i)RANGE:\\s*(-?\\d{1,15})\\s*:\\s*(-?\\d{1,15})?\\s*:\\s*(-?\\d{1,15})\\s*");

        /** Empty if the text is no range, or one without a number in it. */
        static Optional<Counter> parse(String text) {
            Matcher matcher = TEXT.matcher(text.trim());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            long end = matcher.group(2) == null ? OPEN : Long.parseLong(matcher.group(2));
            Counter counter = new Counter(Long.parseLong(matcher.group(1)), end, Long.parseLong(matcher.group(3)));
            return Optional.of(counter).filter(each -> each.step != 0 && each.has(each.start));
        }

        boolean has(long number) {
            return end == OPEN || (step > 0 ? number <= end : number >= end);
        }
    }

    /** Empty if the text is none of them. */
    static Optional<PageValue> parse(String text) {
        return Counter.parse(text).<PageValue>map(counter -> counter).or(() -> InAnswer.parse(text));
    }
}
