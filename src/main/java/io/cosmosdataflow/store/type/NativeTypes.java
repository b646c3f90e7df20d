package io.cosmosdataflow.store.type;

import io.cosmosdataflow.definition.sql.SqlKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of a store: what its native types become when it is read, and how a new table declares a column.
 *
 * <p>Source: the section "Data type mapping" of each connector's page on Microsoft Learn; see {@link #source}.
 */
public final class NativeTypes {

    private static final Pattern ARGUMENTS =
            Pattern.compile("\\s*+(\\d++|max)?\\s*+(?:,\\s*+(-?\\d++))?.*", Pattern.DOTALL);
    /** What drivers and declarations add to a type without changing its values. */
    private static final Pattern ADDITIONS =
            Pattern.compile("\\b(identity|auto_increment|zerofill|signed|(character set|collate) \\S+)\\b");

    /** What files have beyond the types of columns, and Parquet's own names of these. */
    private static final Set<String> OF_FILES =
            Set.of(("map array record union enum fixed null struct list uniontype object utf8 int96 byte_array"
                            + " fixed_len_byte_array timestamp_millis timestamp_micros time_millis time_micros")
                    .split(" "));

    private final String store;
    private final String source;
    private final Map<String, List<NativeType>> types = new LinkedHashMap<>();
    private final Map<InterimType, ColumnDdl> ddl = new EnumMap<>(InterimType.class);

    /**
     * @param source page on Microsoft Learn, or what else says so
     * @param types a line per interim type: {@code Int64: bigint, int8}
     * @param ddl a line per interim type: {@code String: text ; varchar(%l) up to 4000}; empty for stores without DDL
     */
    NativeTypes(String store, String source, String types, String ddl) {
        this.store = Objects.requireNonNull(store, "store");
        this.source = Objects.requireNonNull(source, "source");
        lines(types).forEach((interim, names) -> Arrays.stream(names.split(", "))
                .forEach(name -> add(NativeType.of(name.trim(), interim))));
        lines(ddl).forEach((interim, text) -> this.ddl.put(interim, ColumnDdl.parse(text)));
    }

    /** The table of a family of databases. */
    public static NativeTypes of(SqlKind kind) {
        return switch (kind) {
            case SQL_SERVER -> SqlServerTypes.SQL_SERVER;
            case POSTGRESQL -> PostgreSqlTypes.POSTGRESQL;
            case MYSQL -> MySqlTypes.MYSQL;
            case MARIADB -> MySqlTypes.MARIADB;
            case ORACLE -> OracleTypes.ORACLE;
        };
    }

    /** As {@link #of(SqlKind)}, with Synapse's own table for {@code AzureSqlDW}. */
    public static NativeTypes of(SqlKind kind, String linkedServiceType) {
        return linkedServiceType.equalsIgnoreCase("AzureSqlDW") ? SqlServerTypes.SYNAPSE : of(kind);
    }

    /** The embedded database of local mode, whose drivers report the same type names in all its modes. */
    public static NativeTypes embedded() {
        return EmbeddedTypes.H2;
    }

    /** All tables, for the page about them. */
    public static List<NativeTypes> all() {
        List<NativeTypes> all = new ArrayList<>(FormatTypes.ALL);
        all.addAll(List.of(SqlServerTypes.SQL_SERVER, SqlServerTypes.SYNAPSE));
        all.addAll(List.of(PostgreSqlTypes.POSTGRESQL, MySqlTypes.MYSQL, MySqlTypes.MARIADB, OracleTypes.ORACLE));
        all.add(EmbeddedTypes.H2);
        return List.copyOf(all);
    }

    /**
     * Whether a store or a file format calls a type so: {@code nvarchar}, or, as the authoring tool writes those of
     * Avro and its relatives, {@code map} and {@code null | bytes}.
     */
    public static boolean known(String type) {
        return Arrays.stream(type.toLowerCase(Locale.ROOT).split("\\|"))
                .map(each -> withoutArguments(each, "").trim())
                .allMatch(each ->
                        OF_FILES.contains(each) || all().stream().anyMatch(table -> table.types.containsKey(each)));
    }

    public String store() {
        return store;
    }

    /** Where the table is from. */
    public String source() {
        return source;
    }

    public List<NativeType> types() {
        return types.values().stream().flatMap(List::stream).toList();
    }

    /** How each interim type is declared; empty for a store without DDL. */
    public Map<InterimType, ColumnDdl> ddl() {
        return Collections.unmodifiableMap(ddl);
    }

    /** Of a type as a declaration or a driver writes it, in any case: {@code NUMBER(10,2)}, {@code int unsigned}. */
    public Optional<InterimType> interim(String nativeType) {
        String type = nativeType.toLowerCase(Locale.ROOT);
        int open = type.indexOf('(');
        int close = type.indexOf(')', open + 1);
        Matcher arguments = ARGUMENTS.matcher(open < 0 || close < 0 ? "" : type.substring(open + 1, close));
        return arguments.matches()
                ? interim(nativeType, number(arguments.group(1)), number(arguments.group(2)))
                : interim(nativeType, OptionalInt.empty(), OptionalInt.empty());
    }

    /** What stands in parentheses goes, however long it is: an enumeration has its values there. */
    private static String withoutArguments(String type, String instead) {
        StringBuilder name = new StringBuilder();
        int at = 0;
        int open = type.indexOf('(');
        int close = type.indexOf(')', open + 1);
        while (open >= 0 && close >= 0) {
            name.append(type, at, open).append(instead);
            at = close + 1;
            open = type.indexOf('(', at);
            close = type.indexOf(')', open + 1);
        }
        return name.append(type, at, type.length()).toString();
    }

    /**
     * As {@link #interim(String)}, with precision and scale as the driver's metadata gives them.
     *
     * @return empty where the table does not name the type, or says that it cannot be copied
     */
    public Optional<InterimType> interim(String nativeType, OptionalInt precision, OptionalInt scale) {
        String name = ADDITIONS
                .matcher(withoutArguments(nativeType.toLowerCase(Locale.ROOT), " "))
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .trim();
        boolean array = name.startsWith("_") || name.endsWith("[]") || name.endsWith(" array");
        return types.getOrDefault(array ? "array" : name, List.of()).stream()
                .filter(type -> type.digits().fit(precision, scale))
                .findFirst()
                .flatMap(NativeType::interim);
    }

    /**
     * The type that a new table gives a column of an interim type.
     *
     * @param precision of decimals, in digits
     * @param scale of decimals
     * @param length of texts in characters, of byte arrays in bytes; too long a one counts as unlimited
     * @throws IllegalStateException for a store without DDL
     */
    public String ddl(InterimType type, OptionalInt precision, OptionalInt scale, OptionalInt length) {
        ColumnDdl column = ddl.get(type);
        if (column == null) {
            throw new IllegalStateException(store + " has no DDL for " + type.shown());
        }
        return column.of(precision, scale, length);
    }

    NativeTypes with(String name, String condition, NativeType.Digits digits, InterimType interim) {
        return add(new NativeType(name, condition, digits, Optional.of(interim)));
    }

    NativeTypes without(String name, String condition, NativeType.Digits digits) {
        return add(new NativeType(name, condition, digits, Optional.empty()));
    }

    private NativeTypes add(NativeType type) {
        types.computeIfAbsent(type.name(), name -> new ArrayList<>()).add(type);
        return this;
    }

    private static OptionalInt number(String digits) {
        return digits == null || digits.equals("max") || digits.length() > 9
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(digits));
    }

    private static Map<InterimType, String> lines(String table) {
        Map<InterimType, String> lines = new LinkedHashMap<>();
        table.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split(": ", 2);
            lines.put(InterimType.of(parts[0]).orElseThrow(), parts[1].trim());
        });
        return lines;
    }
}
