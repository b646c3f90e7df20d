package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.type.InterimType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The types that a dataset declares for its columns. The {@code schema} of a table or of a typed file is an image of
 * what the data says itself, in native types, and does not count; a {@code structure} always does.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Explicit data type conversion".
 */
public final class DeclaredTypes {

    /** Types of JSON Schema, as the schema of a container has them. */
    private static final Map<String, InterimType> JSON = Map.of(
            "string", InterimType.STRING,
            "integer", InterimType.INT64,
            "number", InterimType.DOUBLE,
            "boolean", InterimType.BOOLEAN);

    private DeclaredTypes() {}

    /** Points out types of a structure that are none of Data Factory's; such a column keeps the type of its data. */
    public static void reportUnknown(DataShape end, Issues issues) {
        List<String> known =
                Arrays.stream(InterimType.values()).map(InterimType::shown).toList();
        end.columns().stream()
                .filter(column -> end.structured()
                        && !column.type().isBlank()
                        && of(column).isEmpty())
                .forEach(column -> issues.hint(
                        ErrorCode.InvalidProperty,
                        column.span(),
                        "Type '" + column.type() + "' of column '" + column.name() + "' in the structure of dataset '"
                                + end.dataset() + "' is no interim data type and has no effect.",
                        NearestNames.hint(column.type(), known)));
    }

    static Optional<ColumnType> of(DataShape end, String column) {
        boolean counts = end.structured() || end.text() || end.hierarchical();
        return end.columns().stream()
                .filter(each -> counts && each.name().equals(column))
                .findFirst()
                .flatMap(DeclaredTypes::of);
    }

    static Optional<ColumnType> of(DatasetColumn column) {
        return Optional.ofNullable(JSON.get(column.type().toLowerCase(Locale.ROOT)))
                .or(() -> InterimType.of(column.type()))
                .map(type -> new ColumnType(
                        type, column.culture(), column.format(), OptionalInt.empty(), OptionalInt.empty()));
    }
}
