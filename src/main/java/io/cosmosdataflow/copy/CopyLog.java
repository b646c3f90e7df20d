package io.cosmosdataflow.copy;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.lost.LogForm;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The log of a copy, as the activity asks for it.
 *
 * @param linkedService a store of files
 * @param path below the store's root, its container first; may be empty
 * @param pathSpan where the path stands
 * @param files whether copied files are logged too
 */
public record CopyLog(LogForm form, Reference linkedService, String path, Span pathSpan, boolean files) {

    /** Data Factory's words. */
    private enum Level {
        Warning,
        Info
    }

    public CopyLog {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(linkedService, "linkedService");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(pathSpan, "pathSpan");
    }

    static Optional<CopyLog> ofSettings(Properties settings) {
        boolean enabled = settings.flag("enableCopyActivityLog", false);
        boolean files =
                settings.object("copyActivityLogSettings").map(CopyLog::files).orElse(false);
        if (enabled && !settings.present("logLocationSettings")) {
            settings.missing("logLocationSettings");
        }
        Optional<CopyLog> log =
                settings.object("logLocationSettings").flatMap(place -> at(place, LogForm.SESSION, files));
        settings.finish();
        return log.filter(each -> enabled);
    }

    static Optional<CopyLog> ofStorage(Properties settings) {
        return at(settings, LogForm.SESSION, level(settings));
    }

    static Optional<CopyLog> ofRedirect(Properties settings) {
        return at(settings, LogForm.REDIRECT, false);
    }

    private static boolean files(Properties settings) {
        boolean files = level(settings);
        settings.finish();
        return files;
    }

    /** With {@code enableReliableLogging} or without, the log has all that was skipped. */
    private static boolean level(Properties settings) {
        settings.flag("enableReliableLogging", false);
        return settings.choice("logLevel", Level.Warning) == Level.Info;
    }

    private static Optional<CopyLog> at(Properties place, LogForm form, boolean files) {
        Optional<Reference> service = linkedService(place);
        String path = place.text("path", "");
        place.finish();
        return service.map(each -> new CopyLog(form, each, path, place.spanOf("path"), files));
    }

    /** A reference, or, as very old pipelines have it, a name. */
    private static Optional<Reference> linkedService(Properties place) {
        String property = "linkedServiceName";
        if (!place.present(property)) {
            place.missing(property);
            return Optional.empty();
        }
        if (place.value(property).filter(JsonText.class::isInstance).isPresent()) {
            JsonObject nothing = new JsonObject(place.spanOf(property), Map.of());
            return Optional.of(new Reference(
                    place.requiredText(property), Reference.LINKED_SERVICE, nothing, place.spanOf(property)));
        }
        return place.object(property).map(reference -> Reference.read(reference, Reference.LINKED_SERVICE));
    }
}
