package io.cosmosdataflow.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class data sharing for processes that a test starts one after the other: what the first one has loaded is put into an
 * archive, and the others start with that. Source: Oracle, Java Virtual Machine Guide 17, Class Data Sharing; it takes
 * classes from jars only. Where there is no archive, processes start as usual.
 */
public final class SharedClasses {

    private static final Duration MOST = Duration.ofMinutes(2);

    private final Path directory;
    private final Path archive;
    private String path;

    public SharedClasses() {
        try {
            directory = Files.createTempDirectory("classes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        directory.toFile().deleteOnExit();
        archive = directory.resolve("classes.jsa");
        archive.toFile().deleteOnExit();
        directory.resolve("classes.list").toFile().deleteOnExit();
    }

    /** Options of the first process: it notes the classes. */
    public List<String> noting() {
        return List.of("-Xlog:class+load:file=" + directory.resolve("classes.list") + "::filecount=0");
    }

    /** Makes the archive when the first process is over, in one of its own, since the JVM may crash in it. */
    public void share(String java) throws IOException, InterruptedException {
        ChildProcess.Ended ended = ChildProcess.run(
                MOST,
                List.of(
                        java,
                        "-Xlog:cds*=off",
                        "-XX:ErrorFile=/dev/null",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ArchiveClassesAtExit=" + archive,
                        "-cp",
                        path(),
                        "io.cosmosdataflow.cli.ClassListLoader",
                        directory.resolve("classes.list").toString()));
        if (ended.exitCode() != 0) {
            Files.deleteIfExists(archive);
        }
    }

    public boolean areShared() {
        return Files.exists(archive);
    }

    /** Options of the others. */
    public List<String> options() {
        return areShared() ? List.of("-Xlog:cds*=off", "-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** Class path of all processes. */
    public String path() {
        if (path == null) {
            path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return path;
    }

    private Path jar(Path classes) {
        Path jar = directory.resolve(classes.getFileName() + ".jar");
        jar.toFile().deleteOnExit();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            entries.setLevel(0);
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, entries);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
