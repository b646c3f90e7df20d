package io.cosmosdataflow.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected by what a path means to a file system, and by the way archives are attacked (CWE-22, CWE-59). */
class PathGuardTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../x",
                "a/../x",
                "a/b/..",
                "..\\x",
                "a\\..\\..\\x",
                "/../x",
                "a/ .. /x",
                "C:/x",
                "c:\\x",
                "D:",
                "/C:/x",
                "a\0b"
            })
    void aPathThatLeavesItsFolderIsNone(String path) {
        assertThat(PathGuard.problem(path)).isPresent();
        assertThat(refusal(() -> PathGuard.requireText("The path", path)))
                .hasMessageStartingWith("The path is '")
                .hasMessageContaining("Correct the name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b.json",
                "/a/b",
                "a//b/",
                "./a",
                "a/./b",
                "..a",
                "a..",
                "...",
                "a..b/c",
                "2026-01-31T08:00:00.json",
                "ab:c",
                "a\\b",
                "*/x?.csv",
                "a b",
                "é",
                "%2e%2e/x",
                "~/x"
            })
    void allElseIsBelowTheContainer(String path) {
        assertThat(PathGuard.problem(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.json, a.json", "d/b.json, d/b.json", "d\\b.json, d/b.json", "./a.json, a.json", "d//./b, d/b"})
    void anEntryOfAnArchiveIsAPathBelowIt(String name, String path) {
        assertThat(PathGuard.entry("x.zip", name)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "d/../../x", "/x", "//x", "\\x", "..\\x", "C:\\x", "C:/x", "C:x"})
    void anEntryOfAnArchiveDoesNotLeaveIt(String name) {
        assertThat(refusal(() -> PathGuard.entry("x.zip", name)))
                .hasMessageStartingWith("An entry of archive 'x.zip' is '" + name.replace("\\", "\\") + "', which ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "a/b", "a\\b", ".state", ".", "C:"})
    void aNameOfAFolderIsNoPath(String name) {
        var issues = new io.cosmosdataflow.diagnostic.Issues();
        var span = new io.cosmosdataflow.diagnostic.Span("linkedService/Blob.json", 1, 10);

        PathGuard.checkName("The name", name, span, issues);
        PathGuard.checkName("The name", "Blob 1_a", span, issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.FileNameInvalid);
            assertThat(issue.span()).isEqualTo(span);
            assertThat(issue.message()).startsWith("The name is '" + name + "', which ");
        });
    }

    @Test
    void noLinkLeadsOutOfTheContainer() throws IOException {
        Path container = Files.createDirectories(directory.resolve("files/c"));
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret.json"), "{}");
        Files.createDirectories(container.resolve("in/d"));
        Files.createSymbolicLink(container.resolve("in/out"), outside);
        Files.createSymbolicLink(container.resolve("in/file.json"), outside.resolve("secret.json"));
        Files.createSymbolicLink(container.resolve("in/up"), Path.of("../.."));
        Files.createSymbolicLink(container.resolve("in/round"), Path.of("."));
        Files.createSymbolicLink(container.resolve("in/gone"), directory.resolve("nowhere"));
        Files.createSymbolicLink(container.resolve("in/d/inside"), container.resolve("in"));
        Files.createSymbolicLink(container.resolve("beside"), container.resolve("in/d"));

        PathGuard guard = PathGuard.of(FileRoot.local("files", directory), "c");

        for (String path : new String[] {
            "in/out",
            "in/out/secret.json",
            "in/out/new/x.json",
            "in/file.json",
            "in/up/x",
            "in/round/x",
            "in/gone",
            "in/gone/x",
            "in/d/inside/x"
        }) {
            assertThat(refusal(() -> guard.require("The path", path)))
                    .as(path)
                    .hasMessageContaining(" is a link ")
                    .hasMessageContaining("/files/c");
        }
        for (String path : new String[] {"", "in", "in/d", "in/d/x.json", "new/folder/x.json", "beside/x.json"}) {
            assertThatCode(() -> guard.require("The path", path)).as(path).doesNotThrowAnyException();
        }
    }

    /** Whoever runs has put it there; no definition can. */
    @Test
    void theContainerItselfMayBeALink() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.createDirectories(directory.resolve("files"));
        Files.createSymbolicLink(directory.resolve("files/c"), data);

        PathGuard guard = PathGuard.of(FileRoot.local("files", directory), "c");

        assertThatCode(() -> guard.require("The path", "in/x.json")).doesNotThrowAnyException();
        assertThat(refusal(() -> PathGuard.of(FileRoot.local("files", directory), "../x")))
                .hasMessageStartingWith("Container is '../x', which leads out");
    }

    private static JobException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        JobException failure = catchThrowableOfType(work, JobException.class);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid);
        return failure;
    }
}
