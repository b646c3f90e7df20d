package io.cosmosdataflow.emulator.sql.function;

import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All built-in functions by name; names have no case. */
public final class QueryFunctions {
    private static final Map<String, QueryFunction> BY_NAME = byName();

    private QueryFunctions() {}

    private static Map<String, QueryFunction> byName() {
        Map<String, QueryFunction> functions = new HashMap<>();
        List.of(
                        QueryStringFunctions.ALL,
                        ParsingFunctions.ALL,
                        QueryMathFunctions.ALL,
                        IntegerFunctions.ALL,
                        QueryArrayFunctions.ALL,
                        TypeFunctions.ALL,
                        QueryDateFunctions.ALL)
                .forEach(family ->
                        family.forEach(function -> functions.put(function.name().toUpperCase(Locale.ROOT), function)));
        return Map.copyOf(functions);
    }

    public static Collection<QueryFunction> all() {
        return BY_NAME.values();
    }

    /** The function that is called. */
    public static QueryFunction find(QueryExpression.Call call) {
        QueryFunction function = BY_NAME.get(call.name().toUpperCase(Locale.ROOT));
        if (function == null) {
            throw new SqlException(
                    "SC2005",
                    call.start(),
                    call.start() + call.name().length(),
                    "'" + call.name() + "' is not a recognized built-in function name.");
        }
        int count = call.arguments().size();
        if (count < function.minimum() || count > function.maximum()) {
            throw wrongCount(call, function.minimum(), function.maximum());
        }
        return function;
    }

    public static SqlException wrongCount(QueryExpression.Call call, int minimum, int maximum) {
        String wanted;
        if (maximum == QueryFunction.MANY) {
            wanted = "at least " + minimum;
        } else {
            wanted = minimum == maximum ? Integer.toString(minimum) : minimum + " to " + maximum;
        }
        return new SqlException(
                "SC2050",
                call.start(),
                call.end(),
                "The " + call.name().toUpperCase(Locale.ROOT) + " function requires " + wanted + " argument(s).");
    }
}
