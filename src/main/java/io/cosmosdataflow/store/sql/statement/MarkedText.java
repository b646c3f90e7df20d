package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.store.kind.statement.StatementParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of SQL whose parameters have become something else: question marks, say.
 *
 * @param parameters in the order in which they come in the text, as often as they do
 */
record MarkedText(String sql, List<StatementParameter> parameters) {

    private static final Pattern PLACE = Pattern.compile("\\$(\\d{1,9})");

    MarkedText {
        parameters = List.copyOf(parameters);
    }

    /**
     * @param sign before the names: {@code @}, {@code :}
     * @param questionMark what a question mark of the text's own becomes
     * @param mark what a parameter becomes
     */
    static MarkedText of(
            String text,
            List<StatementParameter> parameters,
            char sign,
            String questionMark,
            Function<StatementParameter, String> mark) {
        Map<String, StatementParameter> known = new HashMap<>();
        parameters.forEach(each -> known.put(key(sign + each.name()), each));
        SqlPieces pieces = new SqlPieces(text, false);
        List<StatementParameter> placed =
                parameters.stream().filter(each -> each.name().isEmpty()).toList();
        places(pieces, placed.size()).forEach((place, index) -> known.put("$" + place, placed.get(index)));
        Pattern names = Pattern.compile(
                "\\?|" + PLACE.pattern() + "|(?<![\\w" + sign + "])" + sign + "[\\p{L}_#][\\p{L}\\p{N}_@#$]*");
        List<StatementParameter> found = new ArrayList<>();
        String sql = pieces.mapped(code -> names.matcher(code).replaceAll(match -> {
            StatementParameter parameter = known.get(key(match.group()));
            if (parameter == null) {
                return Matcher.quoteReplacement(match.group().equals("?") ? questionMark : match.group());
            }
            found.add(parameter);
            return Matcher.quoteReplacement(mark.apply(parameter));
        }));
        return new MarkedText(sql, found);
    }

    /** The places that the text has, in their order; {@code $2} alone is the only parameter. */
    private static Map<Integer, Integer> places(SqlPieces pieces, int most) {
        NavigableSet<Integer> written = new TreeSet<>();
        pieces.mapped(code -> {
            PLACE.matcher(code).results().map(MarkedText::number).forEach(written::add);
            return code;
        });
        Map<Integer, Integer> places = new HashMap<>();
        for (int place : written) {
            if (places.size() < most) {
                places.put(place, places.size());
            }
        }
        return places;
    }

    private static int number(MatchResult match) {
        return Integer.parseInt(match.group(1));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
