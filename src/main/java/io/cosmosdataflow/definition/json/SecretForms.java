package io.cosmosdataflow.definition.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds secrets in texts for people, in whichever form somebody else gives them back: as they are, as URLs, JSON and
 * XML write them, as Base64, by themselves or between other bytes, and as several of these.
 *
 * <p>Sources: RFC 3986, 2.1; the URL standard, application/x-www-form-urlencoded; RFC 8259, 7; XML 1.0, 4.6; RFC 4648,
 * 4 and 5.
 */
public final class SecretForms {

    private static final String MASK = "***";
    private static final int SHORTEST = 4;
    /** Three bytes are four letters, so that a secret has three forms, by where it begins. */
    private static final int GROUP = 3;
    /** A form of Base64 that is shorter would be found by chance. */
    private static final int SHORTEST_BASE64 = 4;
    /** JSON in JSON, in a URL. */
    private static final int MOST_LAYERS = 3;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]");

    private final List<String> plain;
    private final List<String> base64;

    private SecretForms(List<String> plain, List<String> base64) {
        this.plain = plain;
        this.base64 = base64;
    }

    /** @param secrets those of fewer than four characters are left out: they are in every text */
    public static SecretForms of(Collection<String> secrets) {
        Set<String> plain = new LinkedHashSet<>();
        Set<String> base64 = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (Objects.requireNonNull(secret, "secret").strip().length() >= SHORTEST) {
                plain.add(secret);
                for (int before = 0; before < GROUP; before++) {
                    base64.add(base64(secret, before));
                }
            }
        }
        return new SecretForms(
                List.copyOf(plain),
                base64.stream().filter(each -> each.length() >= SHORTEST_BASE64).toList());
    }

    /** A value as a URL, JSON or XML writes it, without the escapes. */
    public static String decoded(String written) {
        return DecodedText.of(written).decoded().text();
    }

    /** The letters that are the secret's alone. */
    private static String base64(String secret, int before) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] shifted = new byte[bytes.length + before];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String letters = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int last = shifted.length * 8 / 6;
        int first = before == 0 ? 0 : before + 1;
        return letters.substring(Math.min(first, last), last);
    }

    /** Whether one of the secrets is in the text. */
    public boolean in(String text) {
        return !found(text).isEmpty();
    }

    /** The text with {@code ***} in the place of each secret, and of the whole Base64 that one is in. */
    public String masked(String text) {
        BitSet found = found(text);
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int start = found.nextSetBit(0); start >= 0; start = found.nextSetBit(from)) {
            shown.append(text, from, start).append(MASK);
            from = found.nextClearBit(start);
        }
        return shown.append(text.substring(from)).toString();
    }

    private BitSet found(String text) {
        BitSet found = new BitSet();
        if (plain.isEmpty()) {
            return found;
        }
        DecodedText layer = DecodedText.of(text);
        for (int i = 0; i <= MOST_LAYERS; i++) {
            String form = layer.text().replace('+', ' ');
            for (String secret : plain) {
                mark(layer, form, secret.replace('+', ' '), found);
            }
            String standard = layer.text().replace('-', '+').replace('_', '/');
            for (String secret : base64) {
                markAround(layer, standard, secret, found);
            }
            DecodedText next = layer.decoded();
            if (next.text().length() == layer.text().length()) {
                return found;
            }
            layer = next;
        }
        return found;
    }

    private static void mark(DecodedText layer, String text, String secret, BitSet found) {
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length())) {
            layer.mark(at, at + secret.length(), found);
        }
    }

    private static void markAround(DecodedText layer, String text, String core, BitSet found) {
        for (int at = text.indexOf(core); at >= 0; at = text.indexOf(core, at + core.length())) {
            int start = at;
            int end = at + core.length();
            while (start > 0 && isBase64(text, start - 1)) {
                start--;
            }
            while (end < text.length() && (isBase64(text, end) || text.charAt(end) == '=')) {
                end++;
            }
            layer.mark(start, end, found);
        }
    }

    private static boolean isBase64(String text, int at) {
        return BASE64.matcher(text.subSequence(at, at + 1)).matches();
    }
}
