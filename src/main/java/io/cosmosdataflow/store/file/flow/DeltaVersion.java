package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Properties;
import java.util.Objects;
import java.util.Optional;

/**
 * An older state of a Delta table.
 *
 * @param option of Spark's Delta reader
 */
record DeltaVersion(String option, String value) {

    DeltaVersion {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(value, "value");
    }

    static Optional<DeltaVersion> of(Properties settings) {
        boolean version = settings.present("versionAsOf");
        int number = settings.integer("versionAsOf", -1, 0, Integer.MAX_VALUE);
        Optional<String> time = settings.text("timestampAsOf").filter(text -> !text.isBlank());
        if (version && time.isPresent()) {
            settings.notAllowed("timestampAsOf", time.get(), java.util.List.of("nothing beside 'versionAsOf'"));
        }
        return number >= 0
                ? Optional.of(new DeltaVersion("versionAsOf", String.valueOf(number)))
                : time.map(text -> new DeltaVersion("timestampAsOf", text));
    }
}
