package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.file.format.Compression.Codec;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * How the files of the sink are called, by the paths of the files of the source. The same in each attempt of a task.
 *
 * @param from compression of the source, whose extension goes unless it is an archive's
 * @param to compression of the sink, whose extension comes
 * @param one the only name there is; empty if each file has its own
 * @param flat whether names are made up, and folders gone
 * @param copy of this copy alone, for made-up names
 */
record SinkNames(Codec from, Codec to, String one, boolean flat, UUID copy) implements Serializable {

    SinkNames {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(copy, "copy");
    }

    /** Below the folder of the sink. */
    String of(String source) {
        if (!one.isEmpty()) {
            return one;
        }
        String path = unpacked(source);
        return (flat ? made(path, extension(path)) : path) + to.extension();
    }

    /** Of the file that all are merged into. */
    String merged(String first) {
        if (!one.isEmpty()) {
            return one;
        }
        return to.archive() ? made("", "") + to.extension() : made("", extension(unpacked(first))) + to.extension();
    }

    /** The path without the extension of the source's compression. */
    String unpacked(String source) {
        String extension = from.archive() ? "" : from.extension();
        boolean has = source.toLowerCase(Locale.ROOT).endsWith(extension)
                && source.length() > source.lastIndexOf('/') + 1 + extension.length();
        return has ? source.substring(0, source.length() - extension.length()) : source;
    }

    /** In the form of Data Factory's own. */
    private String made(String path, String extension) {
        return "data_" + copy + "_" + UUID.nameUUIDFromBytes((copy + path).getBytes(StandardCharsets.UTF_8))
                + extension;
    }

    private static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
    }
}
