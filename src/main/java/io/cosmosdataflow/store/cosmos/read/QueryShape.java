package io.cosmosdataflow.store.cosmos.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by its words whether a query has to be merged across the ranges of a container: ORDER BY, GROUP BY,
 * DISTINCT, TOP, OFFSET LIMIT and aggregates outside of subqueries. Texts, comments and property names are
 * passed over.
 */
final class QueryShape {

    private static final Set<String> AGGREGATES = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?(?:\\*/|$)|\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|[@\\w]+|\\S", Pattern.DOTALL);

    private QueryShape() {}

    static boolean merges(String query) {
        List<String> tokens = tokens(query);
        int subquery = 0;
        List<Boolean> opened = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            if (token.equals("(")) {
                boolean opens = next.equals("SELECT");
                opened.add(opens);
                subquery += opens ? 1 : 0;
            } else if (token.equals(")") && !opened.isEmpty()) {
                subquery -= opened.remove(opened.size() - 1) ? 1 : 0;
            } else if (subquery == 0 && !isName(tokens, i) && merges(token, next)) {
                return true;
            }
        }
        return false;
    }

    private static boolean merges(String token, String next) {
        return switch (token) {
            case "ORDER", "GROUP" -> next.equals("BY");
            case "SELECT" -> next.equals("DISTINCT") || next.equals("TOP");
            case "OFFSET" -> next.matches("\\d+|@\\w+");
            default -> AGGREGATES.contains(token) && next.equals("(");
        };
    }

    /** {@code c.order} and {@code AS top} name a property, {@code udf.count(} a function of the user's. */
    private static boolean isName(List<String> tokens, int i) {
        return i > 0 && (tokens.get(i - 1).equals(".") || tokens.get(i - 1).equals("AS"));
    }

    private static List<String> tokens(String query) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query);
        while (matcher.find()) {
            String token = matcher.group();
            if (token.startsWith("\"") || token.startsWith("'")) {
                tokens.add("''");
            } else if (!token.startsWith("--") && !token.startsWith("/*")) {
                tokens.add(token.toUpperCase(Locale.ROOT));
            }
        }
        return tokens;
    }
}
