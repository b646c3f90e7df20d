package io.cosmosdataflow.run.dataset;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.MetadataField;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The GetMetadata activity: says what is known of a file, a folder or a table.
 *
 * <p>Source: Microsoft Learn, control-flow-get-metadata-activity.
 */
public final class GetMetadataActivity implements ActivityType {

    private static final String FIELDS = "fieldList";

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        List<JsonValue> names = names(properties);
        Optional<NamedItem> item = NamedItem.of(activity, asked(names), properties, scope, issues);
        Optional<Set<MetadataField>> fields = fields(names, properties, item);
        properties.finish();
        return item.filter(each -> each.opener().isPresent())
                .flatMap(each -> fields.map(asked -> new CheckedMetadata(each, asked, properties.spanOf(FIELDS))));
    }

    private static List<JsonValue> names(Properties properties) {
        Optional<JsonValue> written = properties.value(FIELDS);
        List<JsonValue> names = written.map(value -> value instanceof JsonArray array ? array.items() : List.of(value))
                .orElse(List.of());
        if (names.isEmpty()) {
            properties.missing(FIELDS);
        }
        return names;
    }

    /** Those that are known by now. */
    private static Set<MetadataField> asked(List<JsonValue> names) {
        return names.stream()
                .flatMap(name -> find(name).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MetadataField.class)));
    }

    private static Optional<MetadataField> find(JsonValue name) {
        return name instanceof JsonText written ? MetadataField.find(written.text()) : Optional.empty();
    }

    /** Empty if one is wrong, which is reported, or known only in the run. */
    private static Optional<Set<MetadataField>> fields(
            List<JsonValue> names, Properties properties, Optional<NamedItem> item) {
        boolean complete = !names.isEmpty();
        for (JsonValue name : names) {
            complete &= field(name, properties, item).isPresent();
        }
        return complete ? Optional.of(asked(names)) : Optional.empty();
    }

    private static Optional<MetadataField> field(JsonValue name, Properties properties, Optional<NamedItem> item) {
        if (name instanceof Unresolved) {
            return Optional.empty();
        }
        String text = name instanceof JsonText written ? written.text() : name.kind();
        Optional<MetadataField> field = find(name);
        if (field.isEmpty()) {
            List<String> all =
                    Arrays.stream(MetadataField.values()).map(Enum::name).toList();
            String known = "Known: " + String.join(", ", all) + ".";
            properties
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            name.span(),
                            "'" + FIELDS + "' of " + properties.owner() + " has '" + text + "', which is no metadata.",
                            NearestNames.hint(text, all, known));
        }
        return field.filter(each -> item.isEmpty() || isKnown(each, item.get(), name, properties));
    }

    private static boolean isKnown(MetadataField field, NamedItem item, JsonValue name, Properties properties) {
        if (item.fields().contains(field)) {
            return true;
        }
        properties
                .issues()
                .error(
                        ErrorCode.InvalidProperty,
                        name.span(),
                        "'" + FIELDS + "' of " + properties.owner() + " has '" + field
                                + "', which Data Factory does not know of dataset '"
                                + item.dataset().name() + "' of type '"
                                + item.dataset().type() + "' on linked service '"
                                + item.linkedService().name() + "' of type '"
                                + item.linkedService().type() + "'.",
                        "It knows: "
                                + String.join(
                                        ", ",
                                        item.fields().stream()
                                                .sorted()
                                                .map(Enum::name)
                                                .toList())
                                + ".");
        return false;
    }
}
