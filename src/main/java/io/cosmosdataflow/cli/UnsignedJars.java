package io.cosmosdataflow.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/**
 * Copies the signed jars of a class path without their signatures: the JVM keeps no class of a signed jar in an archive,
 * and computes the digest of each one that it loads, thousands in the connector. The copies are for the launcher alone,
 * in a folder of its own; <a
 * href="https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#signed-jar-file">the signed JAR file</a> stays
 * as it is. Digests are not checked meanwhile: Janino's jar has entries that its signature does not know.
 */
public final class UnsignedJars {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(?:SIG-[^/]*|[^/]+\\.(?:SF|RSA|DSA|EC))");

    private static final String DIGEST = "-Digest";

    private UnsignedJars() {}

    /** @param arguments the class path; the folder of the copies, which gets a file {@code classpath} with them in it */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<String> entries = new ArrayList<>();
        for (String entry : arguments[0].split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            entries.add(
                    Files.isRegularFile(jar) && signed(jar) ? copy(jar, folder).toString() : entry);
        }
        Path draft = draft(folder);
        Files.writeString(draft, String.join(File.pathSeparator, entries));
        Files.move(draft, folder.resolve("classpath"), StandardCopyOption.REPLACE_EXISTING);
    }

    static boolean signed(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream().anyMatch(UnsignedJars::isSignature);
        }
    }

    /** A copy has the time of its jar, so that it is made once, and archives of its classes stay good. */
    static Path copy(Path jar, Path folder) throws IOException {
        Path copy = folder.resolve(jar.getFileName().toString());
        FileTime time = Files.getLastModifiedTime(jar);
        if (Files.exists(copy) && Files.getLastModifiedTime(copy).equals(time)) {
            return copy;
        }
        Path draft = draft(folder);
        try (JarFile from = new JarFile(jar.toFile(), false);
                OutputStream bytes = Files.newOutputStream(draft);
                JarOutputStream to = new JarOutputStream(bytes)) {
            to.setLevel(Deflater.BEST_SPEED);
            add(to, new JarEntry(JarFile.MANIFEST_NAME), time);
            withoutDigests(from.getManifest()).write(to);
            for (JarEntry entry : Collections.list(from.entries())) {
                if (!isSignature(entry) && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    add(to, new JarEntry(entry.getName()), time);
                    try (InputStream content = from.getInputStream(entry)) {
                        content.transferTo(to);
                    }
                }
            }
        }
        Files.setLastModifiedTime(draft, time);
        return Files.move(draft, copy, StandardCopyOption.REPLACE_EXISTING);
    }

    /** For whoever may read the folder; a temporary file would be the user's alone. */
    private static Path draft(Path folder) {
        return folder.resolve(UUID.randomUUID() + ".draft");
    }

    private static void add(JarOutputStream to, JarEntry entry, FileTime time) throws IOException {
        entry.setTime(time.toMillis());
        to.putNextEntry(entry);
    }

    private static boolean isSignature(JarEntry entry) {
        return SIGNATURE.matcher(entry.getName()).matches();
    }

    private static Manifest withoutDigests(Manifest signed) {
        Manifest manifest = new Manifest(signed);
        manifest.getEntries().values().forEach(attributes -> attributes.keySet().removeIf(name -> name.toString()
                .contains(DIGEST)));
        manifest.getEntries().values().removeIf(attributes -> attributes.isEmpty());
        return manifest;
    }
}
