package io.cosmosdataflow.emulator.partition;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.ArrayList;
import java.util.List;

/** One path of a partition or unique key, {@code /a/b} or {@code /a/"b c"}, as the names to descend through. */
public record PartitionKeyPath(List<String> names) {

    public PartitionKeyPath {
        names = List.copyOf(names);
    }

    /** Reads a path; a name may stand in double quotes, in which a backslash escapes a quote. */
    public static PartitionKeyPath parse(String text) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '/') {
                throw malformed(text);
            }
            at++;
            StringBuilder name = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(text, at + 1, name);
            } else {
                while (at < text.length() && text.charAt(at) != '/') {
                    name.append(text.charAt(at++));
                }
            }
            if (name.isEmpty()) {
                throw malformed(text);
            }
            names.add(name.toString());
        }
        if (names.isEmpty()) {
            throw malformed(text);
        }
        return new PartitionKeyPath(names);
    }

    private static int quoted(String text, int start, StringBuilder name) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw malformed(text);
        }
        return at + 1;
    }

    private static ServiceError malformed(String text) {
        return ServiceError.badRequest("The partition key component definition path '" + text
                + "' could not be accepted, failed near position '0'. Partition key paths must contain only valid"
                + " characters and not contain a trailing slash or wildcard character.");
    }
}
