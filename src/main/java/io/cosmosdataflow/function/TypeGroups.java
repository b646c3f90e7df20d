package io.cosmosdataflow.function;

import java.util.List;
import java.util.Map;

/** Groups of types in column patterns: {@code typeMatch(type, 'number')}. */
public final class TypeGroups {

    /** A byte is not on the page, and is an integral number as the others are. */
    private static final List<String> INTEGRAL = List.of("byte", "short", "integer", "long");

    private static final List<String> FRACTIONAL = List.of("double", "float", "decimal");

    public static final Map<String, List<String>> TYPES = Map.of(
            "number",
            List.of("byte", "short", "integer", "long", "double", "float", "decimal"),
            "integral",
            INTEGRAL,
            "fractional",
            FRACTIONAL,
            "datetime",
            List.of("date", "timestamp"));

    private TypeGroups() {}

    /** Whether a type, by its {@link Types#patternName}, is this type or one of this group. */
    public static boolean matches(String type, String typeOrGroup) {
        return type.equals(typeOrGroup)
                || TYPES.getOrDefault(typeOrGroup, List.of()).contains(type);
    }
}
