package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code typeConversionSettings} of a translator. Formats are format strings of .NET.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Data type mapping".
 *
 * @param allowDataTruncation whether a value may lose digits, its time or its offset; if not, its row fails
 * @param treatBooleanAsNumber whether booleans in texts are {@code 1} and {@code 0}
 */
public record ConversionSettings(
        boolean allowDataTruncation,
        boolean treatBooleanAsNumber,
        Optional<String> dateTimeFormat,
        Optional<String> dateTimeOffsetFormat,
        Optional<String> dateFormat,
        Optional<String> timeSpanFormat,
        Optional<String> culture) {

    public static final ConversionSettings DEFAULT = new ConversionSettings(
            true, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, but that a value which would lose something cannot be converted. */
    public ConversionSettings withoutTruncation() {
        return new ConversionSettings(
                false, treatBooleanAsNumber, dateTimeFormat, dateTimeOffsetFormat, dateFormat, timeSpanFormat, culture);
    }

    public ConversionSettings {
        Objects.requireNonNull(dateTimeFormat, "dateTimeFormat");
        Objects.requireNonNull(dateTimeOffsetFormat, "dateTimeOffsetFormat");
        Objects.requireNonNull(dateFormat, "dateFormat");
        Objects.requireNonNull(timeSpanFormat, "timeSpanFormat");
        Objects.requireNonNull(culture, "culture");
    }

    /** Reports unknown cultures and formats that .NET does not have; they count as absent then. */
    public static ConversionSettings read(Properties settings) {
        ConversionSettings read = new ConversionSettings(
                settings.flag("allowDataTruncation", DEFAULT.allowDataTruncation),
                settings.flag("treatBooleanAsNumber", DEFAULT.treatBooleanAsNumber),
                dateFormat(settings, "dateTimeFormat"),
                dateFormat(settings, "dateTimeOffsetFormat"),
                dateFormat(settings, "dateFormat"),
                timeSpanFormat(settings, "timeSpanFormat"),
                culture(settings, "culture"));
        settings.finish();
        return read;
    }

    /** A culture by its name, {@code en-us}; reports one that does not exist. */
    public static Optional<String> culture(Properties settings, String name) {
        Optional<String> culture = text(settings, name);
        if (culture.isPresent() && Culture.of(culture.get()).isEmpty()) {
            wrong(settings, name, "must be a culture such as en-US or de-DE, not '" + culture.get() + "'.");
            return Optional.empty();
        }
        return culture;
    }

    /** A format of dates; reports one that .NET does not have. */
    public static Optional<String> dateFormat(Properties settings, String name) {
        return checked(settings, name, format -> new DateTexts(format, ""));
    }

    /** A format of time spans; reports one that .NET does not have. */
    public static Optional<String> timeSpanFormat(Properties settings, String name) {
        return checked(settings, name, format -> new TimeSpanTexts(format, ""));
    }

    private static Optional<String> checked(Properties settings, String name, Consumer<String> compile) {
        Optional<String> format = text(settings, name);
        try {
            format.ifPresent(compile);
            return format;
        } catch (IllegalArgumentException e) {
            wrong(settings, name, "is no format: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static Optional<String> text(Properties settings, String name) {
        return settings.text(name).filter(text -> !text.isBlank());
    }

    private static void wrong(Properties settings, String name, String what) {
        settings.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        settings.spanOf(name),
                        "'" + name + "' of " + settings.owner() + " " + what,
                        "See .NET's names of cultures and format strings.");
    }
}
