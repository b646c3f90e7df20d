package io.cosmosdataflow.emulator.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All built-in functions by name; names have no case. */
final class Functions {
    private static final Map<String, Function> BY_NAME = byName();

    private Functions() {}

    private static Map<String, Function> byName() {
        Map<String, Function> functions = new HashMap<>();
        List.of(
                        StringFunctions.ALL,
                        ParsingFunctions.ALL,
                        MathFunctions.ALL,
                        IntegerFunctions.ALL,
                        ArrayFunctions.ALL,
                        TypeFunctions.ALL,
                        DateFunctions.ALL)
                .forEach(family ->
                        family.forEach(function -> functions.put(function.name().toUpperCase(Locale.ROOT), function)));
        return Map.copyOf(functions);
    }

    static Collection<Function> all() {
        return BY_NAME.values();
    }

    /** The function that is called. */
    static Function find(Expression.Call call) {
        Function function = BY_NAME.get(call.name().toUpperCase(Locale.ROOT));
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

    static SqlException wrongCount(Expression.Call call, int minimum, int maximum) {
        String wanted;
        if (maximum == Function.MANY) {
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
