package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.struct;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * Builds nested structs out of columns whose names carry a separator: {@code Name.First} and {@code
 * Name.Last} become one {@code Name}.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, {@code nestingSeparator} of the legacy sink.
 */
final class NestedColumns {

    record Named(String name, Column column) {}

    private NestedColumns() {}

    /** A struct with a field for each first part of a name, in the order of first appearance. */
    static Column build(List<Named> columns, String separator) {
        Map<String, List<Named>> byFirst = new LinkedHashMap<>();
        for (Named each : columns) {
            int at = separator.isEmpty() ? -1 : each.name().indexOf(separator);
            boolean nested = at > 0 && at + separator.length() < each.name().length();
            String first = nested ? each.name().substring(0, at) : each.name();
            String rest = nested ? each.name().substring(at + separator.length()) : "";
            byFirst.computeIfAbsent(first, name -> new ArrayList<>()).add(new Named(rest, each.column()));
        }
        return struct(byFirst.entrySet().stream()
                .map(entry -> field(entry.getKey(), entry.getValue(), separator))
                .toArray(Column[]::new));
    }

    private static Column field(String name, List<Named> parts, String separator) {
        if (parts.size() == 1 && parts.get(0).name().isEmpty()) {
            return parts.get(0).column().as(name);
        }
        if (parts.stream().anyMatch(part -> part.name().isEmpty())) {
            throw JobException.of(
                    ErrorCode.CopyIncompatible,
                    "The column '" + name + "' would be a value and, through the nesting separator '" + separator
                            + "', an object at once. Rename a column, or set nestingSeparator to \"\".");
        }
        return build(parts, separator).as(name);
    }
}
