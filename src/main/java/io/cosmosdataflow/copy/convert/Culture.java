package io.cosmosdataflow.copy.convert;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How numbers look in a culture.
 *
 * @param decimal between the whole and the fraction
 * @param group between thousands
 */
record Culture(Locale locale, char decimal, char group) {

    static final Culture INVARIANT = new Culture(Locale.ROOT, '.', ',');

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** By .NET's name in any case, {@code en-us}; empty for the invariant one. Empty if there is none. */
    static Optional<Culture> of(String name) {
        if (name.isEmpty()) {
            return Optional.of(INVARIANT);
        }
        Locale locale = Locale.forLanguageTag(name.trim().replace('_', '-'));
        boolean known = LANGUAGES.contains(locale.getLanguage())
                && (locale.getCountry().isEmpty() || COUNTRIES.contains(locale.getCountry()));
        if (!known) {
            return Optional.empty();
        }
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        return Optional.of(new Culture(locale, symbols.getDecimalSeparator(), symbols.getGroupingSeparator()));
    }

    /** Whether a character stands between thousands; where that is a blank, any blank does. */
    boolean groups(char character) {
        return character == group || (blank(group) && blank(character));
    }

    private static boolean blank(char character) {
        return character == ' ' || character == '\u00a0' || character == '\u202f';
    }
}
