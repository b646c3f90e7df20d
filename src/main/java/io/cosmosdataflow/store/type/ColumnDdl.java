package io.cosmosdataflow.store.type;

import java.util.OptionalInt;

/**
 * How a new table declares a column.
 *
 * @param plain without a known size
 * @param sized with {@code %p}, {@code %s} and {@code %l} for precision, scale and length; empty if a size says nothing
 * @param longest length in characters or bytes, or precision in digits, that {@code sized} can have
 */
public record ColumnDdl(String plain, String sized, int longest) {

    /** {@code plain}, or {@code plain ; sized up to longest}. */
    static ColumnDdl parse(String text) {
        String[] parts = text.split(" ; | up to ");
        return parts.length == 1
                ? new ColumnDdl(text, "", 0)
                : new ColumnDdl(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    String of(OptionalInt precision, OptionalInt scale, OptionalInt length) {
        OptionalInt size = sized.contains("%l") ? length : precision;
        if (sized.isEmpty() || size.isEmpty() || size.getAsInt() < 1 || size.getAsInt() > longest) {
            return plain;
        }
        return sized.replace("%l", String.valueOf(size.getAsInt()))
                .replace("%p", String.valueOf(size.getAsInt()))
                .replace("%s", String.valueOf(scale.orElse(0)));
    }
}
