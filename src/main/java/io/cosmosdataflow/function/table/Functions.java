package io.cosmosdataflow.function.table;

import io.cosmosdataflow.function.Function;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All functions by name. */
public final class Functions {

    private static final List<Supplier<List<Function>>> FAMILIES = List.of(
            LogicalFunctions::all,
            ComparisonFunctions::all,
            ArithmeticFunctions::all,
            MathFunctions::all,
            TextFunctions::all,
            PatternFunctions::all,
            TextCodeFunctions::all,
            DigestFunctions::all,
            BinaryFunctions::all,
            ConversionFunctions::all,
            DateFunctions::all,
            ClockFunctions::all,
            ArrayFunctions::all,
            ArrayLambdas::all,
            MapFunctions::all,
            AggregateFunctions::all,
            NumberAggregates::all,
            WindowFunctions::all,
            RowFunctions::all,
            StreamFunctions::all);

    private static final Map<String, Function> BY_NAME = byName();

    private Functions() {}

    /** By its documented name; another spelling of upper and lower case is accepted. */
    public static Optional<Function> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** In the order of their names. */
    public static List<Function> all() {
        return BY_NAME.values().stream()
                .sorted(Comparator.comparing(function -> function.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Map<String, Function> byName() {
        Map<String, Function> functions = new TreeMap<>();
        FAMILIES.stream()
                .flatMap(family -> Stream.of(family.get()))
                .flatMap(List::stream)
                .forEach(function -> {
                    Function before = functions.put(function.name().toLowerCase(Locale.ROOT), function);
                    if (before != null) {
                        throw new IllegalStateException("Two functions are called " + function.name() + ".");
                    }
                });
        return functions;
    }
}
