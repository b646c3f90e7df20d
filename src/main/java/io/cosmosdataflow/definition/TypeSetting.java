package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code type} of some settings.
 *
 * @param name of those that this version supports; empty if it is absent, waits for the run, or is none of them
 * @param unusable whether it is there and none of them, which has been reported: the settings beside it are then
 *     those of another store or format, and not worth a look
 */
public record TypeSetting(Optional<String> name, boolean unusable) {

    public TypeSetting {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Upper and lower case are the same, and settings may be called as in 2019, without the s at the end. {@link
     * ErrorCode#UnsupportedSetting} for a type that only Data Factory has, {@link ErrorCode#InvalidProperty} for one
     * that does not exist.
     */
    public static TypeSetting read(Properties settings, PublishedTypes published, Collection<String> supported) {
        Optional<String> written = settings.text("type").filter(type -> !type.isBlank());
        if (written.isEmpty()) {
            return new TypeSetting(Optional.empty(), false);
        }
        String type = written.get();
        String known = published.find(type).orElse(type);
        Optional<String> found =
                supported.stream().filter(known::equalsIgnoreCase).findFirst();
        if (found.isEmpty()) {
            report(settings, type, published, supported);
        }
        return new TypeSetting(found, found.isEmpty());
    }

    private static void report(
            Properties settings, String type, PublishedTypes published, Collection<String> supported) {
        boolean elsewhere = published.has(type);
        String here = "This version has: " + String.join(", ", supported) + ".";
        settings.issues()
                .unsupported(
                        elsewhere ? ErrorCode.UnsupportedSetting : ErrorCode.InvalidProperty,
                        settings.spanOf("type"),
                        "Type " + type,
                        "'type' of " + settings.owner() + " is '" + type + "', which "
                                + (elsewhere ? "is not supported." : "does not exist."),
                        elsewhere ? here : NearestNames.hint(type, published.names(), here));
    }
}
