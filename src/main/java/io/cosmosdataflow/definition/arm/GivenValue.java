package io.cosmosdataflow.definition.arm;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.Objects;
import java.util.Optional;

/**
 * The value of a parameter of a template, from outside of it.
 *
 * @param value empty if it cannot be used
 * @param issues why not; they count for whom the parameter is
 */
public record GivenValue(Optional<JsonValue> value, Issues issues) {

    public GivenValue {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(issues, "issues");
    }
}
