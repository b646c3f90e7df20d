package io.cosmosdataflow.store.http.page;

import io.cosmosdataflow.store.http.page.PageValue.InAnswer;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer has to be the last one.
 *
 * <p>Source: Microsoft Learn, connector-rest, examples 4.1 to 4.6. A value that is null is there, and empty.
 *
 * @param constant for {@link Test#CONST}
 */
record EndCondition(InAnswer place, Test test, String constant) implements Serializable {

    private static final Pattern TEXT = Pattern.compile("(?i)(Empty|NonEmpty|Exist|NonExist|Const:(.*))");

    enum Test {
        EMPTY,
        NONEMPTY,
        EXIST,
        NONEXIST,
        CONST
    }

    /** Empty if one of the two is not understood. */
    static Optional<EndCondition> parse(String place, String test) {
        Matcher matcher = TEXT.matcher(test.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String constant = matcher.group(2);
        Test read = constant == null ? Test.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)) : Test.CONST;
        return InAnswer.parse(place).map(in -> new EndCondition(in, read, constant == null ? "" : constant.trim()));
    }

    boolean holds(RestPage page) {
        Optional<RestPage.Found> found = page.find(place);
        return switch (test) {
            case EXIST -> found.isPresent();
            case NONEXIST -> found.isEmpty();
            case EMPTY -> found.isEmpty() || found.get().isEmpty();
            case NONEMPTY -> found.isPresent() && !found.get().isEmpty();
            case CONST -> found.isPresent()
                    && found.get().single()
                    && constant.equals(found.get().text());
        };
    }
}
