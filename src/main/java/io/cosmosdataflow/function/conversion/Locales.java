package io.cosmosdataflow.function.conversion;

import java.util.Locale;

/** Locales as functions name them: BCP 47 words such as {@code en-US}, {@code de}, {@code zh-CN}. */
public final class Locales {

    /** Data Factory's functions speak American English unless told otherwise. */
    public static final String DEFAULT = "en-US";

    private Locales() {}

    static Locale of(String name) {
        return name == null || name.isBlank()
                ? Locale.US
                : Locale.forLanguageTag(name.strip().replace('_', '-'));
    }
}
