package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsignedJarsTest {

    @TempDir
    Path folder;

    /** A jar of Spark's that is signed: META-INF/DUMMY.SF. */
    private static Path signed() throws Exception {
        return Path.of(Class.forName("org.codehaus.commons.compiler.CompileException")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    @Test
    void aCopyHasTheSameEntriesWithoutTheSignature() throws Exception {
        Path copy = UnsignedJars.copy(signed(), folder);

        assertThat(UnsignedJars.signed(signed())).isTrue();
        assertThat(UnsignedJars.signed(copy)).isFalse();
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(signed()));
        try (JarFile before = new JarFile(signed().toFile());
                JarFile after = new JarFile(copy.toFile())) {
            assertThat(after.getManifest().getMainAttributes())
                    .isEqualTo(before.getManifest().getMainAttributes());
            assertThat(after.getManifest().getEntries()).isEmpty();
            for (JarEntry entry : Collections.list(before.entries())) {
                if (!entry.getName().startsWith("META-INF/")) {
                    assertThat(content(after, entry)).isEqualTo(content(before, entry));
                }
            }
        }
    }

    private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        return jar.getInputStream(jar.getJarEntry(entry.getName())).readAllBytes();
    }

    @Test
    void theClassPathNamesCopiesForSignedJarsAlone() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String path = classes + File.pathSeparator + signed();
        Path copies = folder.resolve("copies");

        UnsignedJars.main(new String[] {path, copies.toString()});
        Path copy = copies.resolve(signed().getFileName());
        Object first = Files.readAttributes(copy, "unix:ino").get("ino");
        UnsignedJars.main(new String[] {path, copies.toString()});

        assertThat(copies.resolve("classpath")).hasContent(classes + File.pathSeparator + copy);
        assertThat(Files.readAttributes(copy, "unix:ino")).as("made once").containsEntry("ino", first);
    }
}
