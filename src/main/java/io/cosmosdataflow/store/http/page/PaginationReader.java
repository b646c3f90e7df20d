package io.cosmosdataflow.store.http.page;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.http.page.PageRule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code paginationRules}, and reports what is none.
 *
 * <p>Source: Microsoft Learn, connector-rest, "Pagination support".
 */
public final class PaginationReader {

    private static final Pattern KEY =
            Pattern.compile("(?i)(AbsoluteUrl|QueryParameters|Headers)(?:\\.\\{(.+)}|\\.(.+)|\\[['\"](.+)['\"]])?");
    private static final String END = "endcondition:";
    private static final String ENDS = "Write Empty, NonEmpty, Exist, NonExist or Const:value for a place like"
            + " EndCondition:$.data or EndCondition:headers.x.";
    private static final String VALUES = "Write $.path, Headers.name or RANGE:start:end:step.";

    private final Properties given;
    private final List<PageRule> rules = new ArrayList<>();
    private final List<EndCondition> ends = new ArrayList<>();
    private int most = PaginationRules.UNLIMITED;
    private boolean links;

    private PaginationReader(Properties given) {
        this.given = given;
    }

    /** Those of a source or dataset; what waits for the run is left out. */
    public static PaginationRules read(Properties settings) {
        return settings.object("paginationRules")
                .map(given -> new PaginationReader(given).read())
                .orElse(PaginationRules.DEFAULT);
    }

    private PaginationRules read() {
        for (String name : given.json().members().keySet()) {
            boolean blank = given.value(name)
                    .filter(value ->
                            value instanceof JsonText text && text.text().isBlank())
                    .isPresent();
            if (!blank) {
                read(name, name.toLowerCase(Locale.ROOT));
            }
        }
        return new PaginationRules(rules, ends, most, links);
    }

    private void read(String name, String lower) {
        if (lower.equals("supportrfc5988")) {
            links = given.flag(name, false);
        } else if (lower.equals("maxrequestnumber")) {
            most = given.integer(name, most, 1, Integer.MAX_VALUE);
        } else if (lower.startsWith(END)) {
            given.text(name).ifPresent(test -> EndCondition.parse(name.substring(END.length()), test)
                    .ifPresentOrElse(ends::add, () -> wrong(name, "is '" + test + "'", ENDS)));
        } else {
            Matcher key = KEY.matcher(name);
            Optional<Target> target = key.matches() ? target(key) : Optional.empty();
            if (target.isEmpty()) {
                wrong(
                        name,
                        "is no rule",
                        "Rules are AbsoluteUrl, QueryParameters.name, Headers.name, each also with {variable},"
                                + " EndCondition:place, MaxRequestNumber and supportRFC5988.");
                return;
            }
            given.text(name).ifPresent(text -> PageValue.parse(text)
                    .filter(value -> target.get() != Target.URL || !(value instanceof PageValue.Counter))
                    .ifPresentOrElse(
                            value -> rules.add(new PageRule(target.get(), named(key), value)),
                            () -> wrong(name, "is '" + text + "'", VALUES)));
        }
    }

    private static Optional<Target> target(Matcher key) {
        boolean variable = key.group(2) != null;
        boolean named = !named(key).isEmpty();
        return switch (key.group(1).toLowerCase(Locale.ROOT)) {
            case "absoluteurl" -> variable
                    ? Optional.of(Target.URL_VARIABLE)
                    : named ? Optional.empty() : Optional.of(Target.URL);
            case "queryparameters" -> Optional.of(variable ? Target.URL_VARIABLE : Target.QUERY_PARAMETER)
                    .filter(target -> named);
            default -> Optional.of(variable ? Target.HEADER_VARIABLE : Target.HEADER)
                    .filter(target -> named);
        };
    }

    private static String named(Matcher key) {
        for (int group = 2; group <= key.groupCount(); group++) {
            if (key.group(group) != null) {
                return key.group(group);
            }
        }
        return "";
    }

    private void wrong(String name, String what, String hint) {
        given.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        given.spanOf(name),
                        "'" + name + "' in " + given.owner() + " " + what + ", which is not understood.",
                        hint);
    }
}
