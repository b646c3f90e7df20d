package io.cosmosdataflow.copy.convert;

import java.io.Serial;
import java.io.Serializable;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts to booleans, GUIDs and bytes. Called by generated code.
 *
 * <p>Source: Microsoft Learn, system.boolean.parse, system.guid.parse (forms N, D, B and P).
 *
 * @param numbers whether {@code 1} and {@code 0} are booleans too
 */
public record ValueTexts(boolean numbers) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int GUID_LENGTH = 36;
    private static final String HEX = "[0-9a-f]";
    private static final Pattern PLAIN = Pattern.compile(HEX + "{8}-(" + HEX + "{4}-){3}" + HEX + "{12}");
    private static final Pattern DIGITS = Pattern.compile(HEX + "{32}");

    /** {@code True} and {@code False} in any case, with blanks around. */
    public Boolean bool(UTF8String text) {
        String word = text.toString().strip();
        if (word.equalsIgnoreCase("true") || (numbers && word.equals("1"))) {
            return true;
        }
        return word.equalsIgnoreCase("false") || (numbers && word.equals("0")) ? (Boolean) false : null;
    }

    /** In lower case, with hyphens. */
    public UTF8String guid(UTF8String text) {
        if (plainGuid(text)) {
            return text;
        }
        String guid = text.toString().strip().toLowerCase(Locale.ROOT);
        boolean braces = guid.startsWith("{") && guid.endsWith("}");
        boolean parentheses = guid.startsWith("(") && guid.endsWith(")");
        if (braces || parentheses) {
            guid = guid.substring(1, guid.length() - 1);
        } else if (DIGITS.matcher(guid).matches()) {
            guid = guid.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
        }
        return PLAIN.matcher(guid).matches() ? UTF8String.fromString(guid) : null;
    }

    /** Whether it has the form already that is asked for. */
    private static boolean plainGuid(UTF8String text) {
        if (text.numBytes() != GUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < GUID_LENGTH; i++) {
            byte character = Platform.getByte(text.getBaseObject(), text.getBaseOffset() + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            boolean fits = hyphen
                    ? character == '-'
                    : (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Of Base64, whose line breaks do not matter. */
    public byte[] bytes(UTF8String text) {
        try {
            return Base64.getDecoder().decode(text.toString().replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public UTF8String textOfBytes(byte[] bytes) {
        return UTF8String.fromBytes(Base64.getEncoder().encode(bytes));
    }
}
