package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The guard of every path that comes from a definition, a parameter, a file list, an archive or a row: it stays below
 * its container. The static methods judge the text, with no I/O; an instance also follows the links of the local file
 * system. Hadoop takes {@code ..} away while it makes a path, so that the text must be judged before.
 *
 * <p>The container, and the folder of a linked service in local mode, may be links themselves: whoever runs has made
 * them, no definition has. Remembers the folders that it has seen; not thread-safe.
 */
public final class PathGuard {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(/.*)?", Pattern.DOTALL);
    private static final String LOCAL = "file://";
    private static final String HINT = "Write names that lead down from the container, without '..'.";

    private final String container;
    /** Empty for a store that has no links. */
    private final Optional<Path> base;

    private final Set<Path> seen = new HashSet<>();

    private PathGuard(String container) {
        this.container = container;
        this.base = container.startsWith(LOCAL)
                ? Optional.of(Path.of(container.substring(LOCAL.length())))
                : Optional.empty();
    }

    /**
     * Of the files of a container; empty for a store that has none.
     *
     * @throws JobException {@link ErrorCode#FileNameInvalid} for a container that leads out of the root
     */
    public static PathGuard of(FileRoot root, String container) {
        requireText("Container", container);
        return new PathGuard(root.uri(container));
    }

    /** @param container URI of one that is in its root */
    public static PathGuard in(String container) {
        return new PathGuard(container);
    }

    /** What is wrong with a path below a container, as the end of a sentence; empty if nothing is. */
    public static Optional<String> problem(String path) {
        String plain = path.replace('\\', '/');
        if (plain.indexOf('\0') >= 0) {
            return Optional.of("has a null character");
        }
        if (DRIVE.matcher(plain.replaceFirst("^/+", "")).matches()) {
            return Optional.of("begins with a drive");
        }
        return Arrays.stream(plain.split("/")).anyMatch(name -> name.strip().equals(".."))
                ? Optional.of("leads out of its folder by '..'")
                : Optional.empty();
    }

    /** Reads a path, or several in an array, and reports one that {@link #problem} names. */
    public static void check(Properties settings, String name) {
        if (settings.value(name).isPresent()) {
            settings.texts(name)
                    .forEach(path -> check(
                            "'" + name + "' of " + settings.owner(), path, settings.spanOf(name), settings.issues()));
        }
    }

    /** @param what the path is, as the start of a sentence */
    public static void check(String what, String path, Span span, Issues issues) {
        problem(path).ifPresent(why -> report(issues, span, what, path, why));
    }

    /**
     * Reports a name that is no name of one folder, as that of a linked service must be in local mode. What begins with
     * a full stop is kept for this product's own folders.
     */
    public static void checkName(String what, String name, Span span, Issues issues) {
        nameProblem(name)
                .or(() -> name.startsWith(".")
                        ? Optional.of("begins with a full stop, and names of folders must not")
                        : Optional.empty())
                .ifPresent(why -> report(issues, span, what, name, why));
    }

    /**
     * A name of one folder or file, while running.
     *
     * @throws JobException {@link ErrorCode#FileNameInvalid}
     */
    public static void requireName(String what, String name) {
        nameProblem(name).ifPresent(why -> {
            throw refused(what, name, why);
        });
    }

    private static Optional<String> nameProblem(String name) {
        return problem(name)
                .or(() -> name.indexOf('/') >= 0 || name.indexOf('\\') >= 0
                        ? Optional.of("has a slash, and must be the name of one folder")
                        : Optional.empty());
    }

    private static void report(Issues issues, Span span, String what, String path, String why) {
        issues.error(ErrorCode.FileNameInvalid, span, what + " is '" + path + "', which " + why + ".", HINT);
    }

    /**
     * The path of an archive's entry, without empty names. Unlike other paths it must not begin with a slash, which in
     * an archive means the machine's root.
     *
     * @throws JobException {@link ErrorCode#FileNameInvalid}
     */
    public static String entry(String archive, String name) {
        String plain = name.replace('\\', '/');
        Optional<String> problem = problem(name)
                .or(() -> plain.startsWith("/") ? Optional.of("begins at the machine's root") : Optional.empty())
                .or(() -> plain.matches("[A-Za-z]:.*") ? Optional.of("begins with a drive") : Optional.empty());
        problem.ifPresent(why -> {
            throw refused("An entry of archive '" + archive + "'", name, why);
        });
        return FileLocation.trimmed(name);
    }

    /**
     * @param what the path is, as the start of a sentence
     * @throws JobException {@link ErrorCode#FileNameInvalid}
     */
    public static void requireText(String what, String path) {
        problem(path).ifPresent(why -> {
            throw refused(what, path, why);
        });
    }

    /**
     * Judges the text of a path from the container, and the links on its way as far as it is there.
     *
     * @param what the path is, as the start of a sentence
     * @throws JobException {@link ErrorCode#FileNameInvalid}
     */
    public void require(String what, String path) {
        requireText(what, path);
        requireLinks(path);
    }

    /**
     * For a path that the store itself names.
     *
     * @throws JobException {@link ErrorCode#FileNameInvalid}
     */
    public void requireLinks(String path) {
        base.ifPresent(from -> {
            try {
                follow(from, path.split("/"));
            } catch (IOException e) {
                throw JobException.of(
                        ErrorCode.FileStoreFailed,
                        "'" + path + "' of " + container + " cannot be looked at: " + e.getMessage(),
                        e);
            }
        });
    }

    private void follow(Path from, String[] names) throws IOException {
        Path at = from;
        for (int i = 0; i < names.length; i++) {
            if (names[i].isEmpty()) {
                continue;
            }
            at = at.resolve(names[i]);
            if (seen.contains(at)) {
                continue;
            }
            if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isSymbolicLink()) {
                requireInside(from, at);
            }
            if (i < names.length - 1) {
                seen.add(at);
            }
        }
    }

    private void requireInside(Path from, Path link) throws IOException {
        String what = "A file or folder of " + container;
        String shown = from.relativize(link).toString();
        if (!Files.exists(link)) {
            throw refused(what, shown, "is a link that leads nowhere");
        }
        Path real = link.toRealPath();
        if (!real.startsWith(from.toRealPath())) {
            throw refused(what, shown, "is a link that leads out of the container");
        }
        if (link.getParent().toRealPath().startsWith(real)) {
            throw refused(what, shown, "is a link to a folder that it is in");
        }
    }

    private static JobException refused(String what, String path, String why) {
        return JobException.of(
                ErrorCode.FileNameInvalid,
                what + " is '" + path + "', which " + why
                        + ". Files are read and written below their container only. Correct the name.");
    }
}
