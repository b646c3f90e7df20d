package io.cosmosdataflow.store.cosmos.reject;

import io.cosmosdataflow.store.SinkOfRun;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** Where rejects lie: {@code directory/<runId>/<activity>/<sink>/<files>}, names as file systems take them. */
final class RejectPaths {

    static final String FILES = ".jsonl";

    private static final String PLAIN = "-_. ";

    private RejectPaths() {}

    static Path run(String directory, String runId) {
        return new Path(new Path(directory), encoded(runId));
    }

    static Path folder(String directory, SinkOfRun sink) {
        return new Path(new Path(run(directory, sink.runId()), encoded(sink.activity())), encoded(sink.sink()));
    }

    /**
     * Letters and digits of ASCII and a few signs stay, the rest is percent-encoded UTF-8. A first or last sign
     * is encoded too: names that start with {@code .} or {@code _} are hidden, others cannot end with a blank.
     */
    static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            char each = (char) (bytes[at] & 0xFF);
            boolean letter = each < 128 && Character.isLetterOrDigit(each);
            boolean inner = at > 0 && at < bytes.length - 1;
            if (letter || (inner && PLAIN.indexOf(each) >= 0)) {
                text.append(each);
            } else {
                text.append('%').append(String.format(Locale.ROOT, "%02X", (int) each));
            }
        }
        return text.isEmpty() ? "%" : text.toString();
    }

    /** The name again; a text that {@link #encoded} does not make stays as it is, as far as it is none. */
    static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            boolean coded = text.charAt(at) == '%' && text.substring(at).matches("%[0-9A-F]{2}.*");
            if (coded) {
                bytes.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 3;
            } else if (text.charAt(at) == '%') {
                at++;
            } else {
                bytes.writeBytes(text.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
                at++;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
