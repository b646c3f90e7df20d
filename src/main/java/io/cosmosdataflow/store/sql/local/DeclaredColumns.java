package io.cosmosdataflow.store.sql.local;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.sql.SqlDataset;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.store.type.NativeTypes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The types that the datasets of a table give its columns, as the authoring tool imports them into {@code schema}: the
 * server's own ({@code decimal} with {@code precision} and {@code scale}), or interim types.
 */
public final class DeclaredColumns {

    private static final int MOST_DIGITS = 38;

    private final Map<String, String> types = new LinkedHashMap<>();

    private DeclaredColumns() {}

    /** Nothing is known. */
    public static DeclaredColumns none() {
        return new DeclaredColumns();
    }

    /**
     * Of a table of a linked service. Of several datasets the first, by name, that has a type for a column counts.
     *
     * @param datasets all of the factory, in the order of their names
     * @param defaultSchema of tables that a dataset names without one
     */
    public static DeclaredColumns of(
            Collection<Dataset> datasets,
            String linkedService,
            SqlKind kind,
            String defaultSchema,
            String schema,
            String table) {
        DeclaredColumns found = new DeclaredColumns();
        datasets.stream()
                .filter(SqlDataset::is)
                .filter(dataset -> dataset.linkedService()
                        .filter(service -> service.name().equalsIgnoreCase(linkedService))
                        .isPresent())
                .filter(dataset -> SqlDataset.read(dataset, new Issues())
                        .filter(named ->
                                named.table().filter(table::equalsIgnoreCase).isPresent())
                        .filter(named -> named.schema().orElse(defaultSchema).equalsIgnoreCase(schema))
                        .isPresent())
                .map(Dataset::declared)
                .flatMap(declared -> declared.structure().or(declared::schema).stream())
                .forEach(columns -> found.add(columns, kind));
        return found;
    }

    /** As the embedded database takes it in a {@code CREATE TABLE}; empty if no dataset tells it. */
    Optional<String> type(String column) {
        return Optional.ofNullable(types.get(key(column)));
    }

    private void add(JsonValue columns, SqlKind kind) {
        if (!(columns instanceof JsonArray array)) {
            return;
        }
        for (JsonValue item : array.items()) {
            if (item instanceof JsonObject object) {
                Properties column = Properties.of(object, "a column", new Issues());
                String name = column.text("name", "");
                type(column, kind).ifPresent(type -> types.putIfAbsent(key(name), type));
            }
        }
    }

    private static Optional<String> type(Properties column, SqlKind kind) {
        String written = column.text("type", "");
        OptionalInt precision = digits(column, "precision");
        OptionalInt scale = digits(column, "scale");
        return NativeTypes.of(kind)
                .interim(written, precision, scale)
                .or(() -> InterimType.of(written))
                .map(type -> NativeTypes.embedded().ddl(type, decimal(type, precision), scale, OptionalInt.empty()));
    }

    /** The precision of other types than decimals is no size. */
    private static OptionalInt decimal(InterimType type, OptionalInt precision) {
        return type == InterimType.DECIMAL ? precision : OptionalInt.empty();
    }

    private static OptionalInt digits(Properties column, String name) {
        return column.text(name)
                .filter(text -> text.matches("\\d{1,2}"))
                .map(Integer::parseInt)
                .filter(number -> number <= MOST_DIGITS)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
