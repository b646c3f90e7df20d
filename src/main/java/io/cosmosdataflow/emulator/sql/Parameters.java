package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.syntax.Select.Count;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.HashMap;
import java.util.Map;

/** The query's parameters by name, the at sign included. */
final class Parameters {
    private final Map<String, JsonNode> values = new HashMap<>();

    /** From the protocol's form {@code [{"name":"@x","value":1}]}, or null for none. */
    Parameters(JsonNode array) {
        if (array == null) {
            return;
        }
        for (JsonNode parameter : array) {
            JsonNode value = parameter.get("value");
            if (value != null) {
                values.put(parameter.path("name").asText(), value);
            }
        }
    }

    /** Undefined where the parameter is not given. */
    JsonNode value(String name) {
        return values.get(name);
    }

    /** The number of rows, or -1 where there is no such clause. */
    long count(Count count) {
        if (count == null) {
            return -1;
        }
        if (count.parameter() == null) {
            return count.number();
        }
        Long number = Values.integer(value(count.parameter()));
        if (number == null || number < 0) {
            throw new SqlException(
                    "SC2060",
                    count.start(),
                    count.end(),
                    "The value of parameter '" + count.parameter() + "' must be a number of rows, zero or more.");
        }
        return number;
    }
}
