package io.cosmosdataflow.project;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.function.conversion.Conversions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How a source reads values whose column says nothing of it: default formats of texts, and the types that are
 * preferred for drifted columns. Source: Microsoft Learn, data-flow-source, override schema.
 *
 * @param booleanFormat the texts for true and false; empty for the default
 * @param integral type of drifted whole numbers; empty for the default
 * @param fractional type of other drifted numbers; empty for the default
 */
public record TypeHints(
        List<String> dateFormats,
        List<String> timestampFormats,
        List<String> booleanFormat,
        Optional<DataType> integral,
        Optional<DataType> fractional) {

    public static final TypeHints NONE =
            new TypeHints(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

    private static final Map<String, DataType> NUMBERS = Map.of(
            "byte", DataTypes.ByteType,
            "short", DataTypes.ShortType,
            "integer", DataTypes.IntegerType,
            "long", DataTypes.LongType,
            "float", DataTypes.FloatType,
            "double", DataTypes.DoubleType,
            "decimal", DataTypes.createDecimalType(38, 18));

    public TypeHints {
        dateFormats = List.copyOf(dateFormats);
        timestampFormats = List.copyOf(timestampFormats);
        booleanFormat = List.copyOf(booleanFormat);
    }

    /** Reads the hints among a source's settings; the caller finishes those. */
    public static TypeHints of(Properties settings) {
        // an inferred decimal has its widest precision here, so that there is none to fix
        settings.ignore("fixDecimalPrecision");
        return new TypeHints(
                patterns(settings, "dateFormats"),
                patterns(settings, "timestampFormats"),
                words(settings.texts("booleanFormat")),
                number(settings, "preferredIntegralType"),
                number(settings, "preferredFractionalType"));
    }

    /** Two texts, or one with a colon, comma or slash between its halves. */
    static List<String> words(List<String> format) {
        if (format.size() == 1) {
            List<String> halves = Arrays.asList(format.get(0).split("[:,/|]"));
            return halves.size() == 2 ? halves : List.of();
        }
        return format.size() == 2 ? format : List.of();
    }

    private static List<String> patterns(Properties settings, String name) {
        return settings.texts(name).stream()
                .filter(pattern -> {
                    boolean usable = Conversions.isDateFormat(pattern);
                    if (!usable) {
                        settings.issues()
                                .error(
                                        ErrorCode.UnsupportedSetting,
                                        settings.spanOf(name),
                                        "'" + name + "' of " + settings.owner() + " has '" + pattern
                                                + "', a pattern that cannot be read by.",
                                        "Use the letters y, M, d, H, h, m, s, S, a, E, z, Z and X.");
                    }
                    return usable;
                })
                .toList();
    }

    private static Optional<DataType> number(Properties settings, String name) {
        return settings.text(name).flatMap(text -> {
            DataType type = NUMBERS.get(text);
            return type == null
                    ? settings.notAllowed(
                            name, text, NUMBERS.keySet().stream().sorted().toList())
                    : Optional.of(type);
        });
    }
}
