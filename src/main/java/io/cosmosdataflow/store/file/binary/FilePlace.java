package io.cosmosdataflow.store.file.binary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One name for each place of files, whatever ways lead there. */
final class FilePlace {

    private static final String LOCAL = "file://";

    /** The two protocols of one storage account. */
    private static final Pattern ACCOUNT =
            Pattern.compile("(?:wasbs?|abfss?)://([^@/]+)@([^./]+)\\.(?:blob|dfs)\\.([^/]+)(.*)", Pattern.DOTALL);

    private FilePlace() {}

    /** @param uri of a folder */
    static String of(String uri) {
        if (uri.startsWith(LOCAL)) {
            return LOCAL + real(Path.of(uri.substring(LOCAL.length())));
        }
        Matcher account = ACCOUNT.matcher(uri);
        return account.matches()
                ? "account:" + account.group(2) + "." + account.group(3) + "/" + account.group(1) + account.group(4)
                : uri;
    }

    /** With its links followed, as far as it is there. */
    private static Path real(Path path) {
        for (Path there = path; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(path));
                } catch (IOException e) {
                    return path;
                }
            }
        }
        return path;
    }
}
