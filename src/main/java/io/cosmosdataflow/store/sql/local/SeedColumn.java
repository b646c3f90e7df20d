package io.cosmosdataflow.store.sql.local;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of a seed: {@code name}, {@code name:type}, {@code name:type:key} or {@code name::key}.
 *
 * @param type as the database's own {@code CREATE TABLE} takes it; empty: found by the values
 * @param key whether it belongs to the primary key
 */
public record SeedColumn(String name, Optional<String> type, boolean key) {

    /** {@code decimal(10, 2)}, {@code timestamp(3) with time zone}, {@code varchar(max)}. */
    private static final Pattern TYPE = Pattern.compile(
            "[a-z][a-z0-9_]*+(?: [a-z]++)*+(?: ?\\( ?(?:\\d++(?: ?, ?\\d++)?|max) ?\\)(?: [a-z]++)*+)?",
            Pattern.CASE_INSENSITIVE);

    public SeedColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** A column whose name is all that is said of it. */
    public static SeedColumn named(String name) {
        return new SeedColumn(name, Optional.empty(), false);
    }

    /**
     * Reads a name in the header of a file.
     *
     * @param file for the message
     * @throws JobException {@code FileMalformed}
     */
    public static SeedColumn of(String header, String file) {
        String[] parts = header.split(":", -1);
        String name = parts[0].strip();
        String type = parts.length > 1 ? parts[1].strip() : "";
        boolean key = parts.length == 3 && parts[2].strip().equalsIgnoreCase("key");
        if (name.isEmpty() || parts.length > 3 || parts.length == 3 && !key) {
            throw malformed(header, file, "is none of name, name:type, name:type:key and name::key");
        }
        if (!type.isEmpty() && !TYPE.matcher(type).matches()) {
            throw malformed(
                    header,
                    file,
                    "has no type as int, varchar(20) or decimal(10,2); a comma needs quotes around the column");
        }
        return new SeedColumn(name, Optional.of(type).filter(text -> !text.isEmpty()), key);
    }

    private static JobException malformed(String header, String file, String what) {
        return JobException.of(ErrorCode.FileMalformed, file + ": column '" + header + "' of the header " + what + ".");
    }

    SeedColumn withType(String found) {
        return new SeedColumn(name, Optional.of(found), key);
    }
}
