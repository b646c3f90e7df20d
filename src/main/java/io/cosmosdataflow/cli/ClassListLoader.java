package io.cosmosdataflow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads the classes that another JVM has loaded and does nothing with them, so that scripts/cosmos-dataflow can have an
 * archive of them made (-XX:ArchiveClassesAtExit) in a process of its own: the JVM may crash in that.
 */
public final class ClassListLoader {

    /** A line of -Xlog:class+load, of a class that comes from a file; others are made while a program runs. */
    private static final Pattern LOADED = Pattern.compile("(\\S+) source: (?:file:|jrt:|shared objects file).*");

    private ClassListLoader() {}

    /** @param arguments the file that -Xlog:class+load has written */
    public static void main(String[] arguments) throws IOException {
        for (String name : names(Path.of(arguments[0]))) {
            try {
                Class.forName(name, false, ClassListLoader.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // it was loaded in another way
                continue;
            }
        }
    }

    static Set<String> names(Path log) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher loaded =
                        LOADED.matcher(line.substring(line.lastIndexOf(']') + 1).strip());
                if (loaded.matches()
                        && !loaded.group(1).contains("/")
                        && !loaded.group(1).contains("Lambda$")) {
                    names.add(loaded.group(1));
                }
            }
        }
        return names;
    }
}
