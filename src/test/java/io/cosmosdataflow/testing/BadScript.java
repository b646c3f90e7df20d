package io.cosmosdataflow.testing;

import io.cosmosdataflow.diagnostic.Issue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A wrong script and what is said of it. A table of them is a text file of blocks: {@code == title}, the lines
 * of the script, {@code --}, and the issues as the console shows them, without the name of the file.
 */
public record BadScript(String title, String script, List<String> issues) {

    public static List<BadScript> read(Path table) {
        try {
            String text = Files.readString(table);
            return Arrays.stream(text.split("(?m)^== "))
                    .filter(block -> !block.isBlank())
                    .map(BadScript::block)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BadScript block(String block) {
        String[] parts = block.split("\n--\n");
        String[] head = parts[0].split("\n", 2);
        return new BadScript(
                head[0],
                head.length > 1 ? head[1] : "",
                parts[1].strip().lines().toList());
    }

    /** How an issue stands in the table. */
    public static String shown(Issue issue) {
        return issue.toString().substring(issue.span().file().length() + 1);
    }

    @Override
    public String toString() {
        return title;
    }
}
