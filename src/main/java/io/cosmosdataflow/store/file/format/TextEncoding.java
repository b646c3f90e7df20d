package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A text encoding under Data Factory's name. Names without a byte order are little endian, as in .NET,
 * where Data Factory's names come from.
 *
 * @param charset canonical name of a Java charset that adds no byte order mark of its own
 */
public record TextEncoding(String charset) implements Serializable {

    public static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8.name());

    private static final Map<String, String> JAVA_NAMES = Map.of(
            "UTF-8 WITHOUT BOM", "UTF-8",
            "UTF-16", "UTF-16LE",
            "UTF-32", "UTF-32LE",
            "JOHAB", "x-Johab",
            "SHIFT-JIS", "Shift_JIS",
            "CP875", "x-IBM875",
            "WINDOWS-874", "x-windows-874");

    private static final List<Mark> MARKS = List.of(
            new Mark("UTF-8", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}),
            new Mark("UTF-32LE", new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}),
            new Mark("UTF-32BE", new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF}),
            new Mark("UTF-16LE", new byte[] {(byte) 0xFF, (byte) 0xFE}),
            new Mark("UTF-16BE", new byte[] {(byte) 0xFE, (byte) 0xFF}));

    /** The longest byte order mark. */
    public static final int LONGEST_MARK = 4;

    public TextEncoding {
        Objects.requireNonNull(charset, "charset");
    }

    static TextEncoding of(Properties properties) {
        return of(properties, "encodingName");
    }

    static TextEncoding of(Properties properties, String property) {
        String name = properties.text(property, "");
        if (name.isEmpty()) {
            return UTF_8;
        }
        String java = JAVA_NAMES.getOrDefault(name.toUpperCase(Locale.ROOT), name);
        try {
            if (Charset.isSupported(java)) {
                return new TextEncoding(Charset.forName(java).name());
            }
        } catch (IllegalCharsetNameException e) {
            return unknown(properties, property, name);
        }
        return unknown(properties, property, name);
    }

    private static TextEncoding unknown(Properties properties, String property, String name) {
        properties
                .issues()
                .error(
                        ErrorCode.UnsupportedSetting,
                        properties.spanOf(property),
                        "'" + property + "' of " + properties.owner() + " is '" + name
                                + "', an encoding that Java does not have.",
                        "Save the files in UTF-8.");
        return UTF_8;
    }

    public Charset toCharset() {
        return Charset.forName(charset);
    }

    public boolean utf8() {
        return charset.equals(UTF_8.charset);
    }

    /**
     * The byte order mark that a written file starts with: none for UTF-8, for tools stumble over it; the
     * usual one for UTF-16 and UTF-32, for they cannot be told apart without.
     */
    public byte[] writtenMark() {
        return utf8()
                ? new byte[0]
                : MARKS.stream()
                        .filter(mark -> mark.charset.equals(charset))
                        .findFirst()
                        .map(mark -> mark.bytes.clone())
                        .orElse(new byte[0]);
    }

    /** The encoding that the first bytes of a file announce, else this one. The longest mark wins. */
    public Announced announcedBy(byte[] head, int length) {
        for (Mark mark : MARKS) {
            if (length >= mark.bytes.length
                    && Arrays.equals(head, 0, mark.bytes.length, mark.bytes, 0, mark.bytes.length)) {
                return new Announced(new TextEncoding(mark.charset), mark.bytes.length);
            }
        }
        return new Announced(this, 0);
    }

    /** @param markLength bytes to pass over */
    public record Announced(TextEncoding encoding, int markLength) {}

    private record Mark(String charset, byte[] bytes) {}
}
