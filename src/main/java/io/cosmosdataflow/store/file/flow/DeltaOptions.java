package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonBoolean;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a Delta table is written. Source: Microsoft Learn, format-delta, sink properties.
 *
 * @param truncate whether the rows go and the table stays
 * @param overwrite whether the table goes too
 * @param mergeSchema whether columns that the table lacks are added to it
 * @param compact whether small files become larger ones afterwards
 * @param vacuumHours age of files that no longer belong to the table, to be deleted; 0 for none
 * @param prune values that partition columns of the table can have in rows that match; others are not looked at
 */
record DeltaOptions(
        boolean truncate,
        boolean overwrite,
        boolean mergeSchema,
        boolean compact,
        int vacuumHours,
        Map<String, List<Object>> prune) {

    /** Delta's own limit: readers and writers of a week may still need a file. */
    private static final int SHORTEST_VACUUM = 168;

    DeltaOptions {
        prune = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(prune));
    }

    static DeltaOptions of(Properties settings) {
        int vacuum = settings.integer("vacuum", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (vacuum > 0 && vacuum < SHORTEST_VACUUM) {
            settings.issues()
                    .error(
                            ErrorCode.UnsupportedSetting,
                            settings.spanOf("vacuum"),
                            "'vacuum' of " + settings.owner() + " is " + vacuum
                                    + " hours; Delta deletes no files that are younger than " + SHORTEST_VACUUM + ".",
                            "Set 0 for none, or at least " + SHORTEST_VACUUM + ".");
        }
        return new DeltaOptions(
                settings.flag("truncate", false) | settings.flag("deltaTruncate", false),
                settings.flag("overwrite", false) | settings.flag("recreate", false),
                settings.flag("mergeSchema", false),
                settings.flag("autoCompact", false) | settings.flag("optimizedWrite", false),
                Math.max(0, vacuum),
                prune(settings));
    }

    private static Map<String, List<Object>> prune(Properties settings) {
        Map<String, List<Object>> prune = new LinkedHashMap<>();
        settings.object("pruneCondition")
                .ifPresent(columns -> columns.json().members().forEach((name, member) -> {
                    List<Object> values = new ArrayList<>();
                    if (member.value() instanceof JsonArray array) {
                        array.items().forEach(item -> {
                            if (item instanceof JsonText text) {
                                values.add(text.text());
                            } else if (item instanceof JsonNumber number) {
                                values.add(number.number().decimalValue());
                            } else if (item instanceof JsonBoolean flag) {
                                values.add(flag.value());
                            }
                        });
                    }
                    if (!values.isEmpty()) {
                        prune.put(name, List.copyOf(values));
                    }
                }));
        return prune;
    }
}
