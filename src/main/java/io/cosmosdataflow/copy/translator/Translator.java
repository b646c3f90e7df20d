package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.copy.convert.ConversionSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An explicit mapping, and how values are converted on the way.
 *
 * @param mappings no two for the same field of the sink; none: the default, by name
 * @param collectionReference an array of each document whose elements become rows of their own
 * @param complexToText whether objects and arrays become JSON texts in columns
 * @param conversion the settings of {@code typeConversion}, or the defaults
 */
public record Translator(
        List<FieldMapping> mappings,
        Optional<CollectionReference> collectionReference,
        boolean complexToText,
        ConversionSettings conversion) {

    /** By name. */
    public static final Translator DEFAULT =
            new Translator(List.of(), Optional.empty(), false, ConversionSettings.DEFAULT);

    public Translator {
        mappings = List.copyOf(mappings);
        Objects.requireNonNull(collectionReference, "collectionReference");
        Objects.requireNonNull(conversion, "conversion");
    }
}
