package io.cosmosdataflow.store.file.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Cuts the documents out of JSON text in any of Data Factory's forms: one object, objects one behind the
 * other with or without line ends, one array of objects. A document's text is that of the file without the
 * white space between its tokens, so that every value arrives as it was written. Each document is checked.
 */
final class JsonDocuments implements RowScanner {

    /** More than this without an end is a file that lost a bracket, not a document. */
    private static final int LARGEST = 1 << 29;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final ByteInput in;
    private final Fault fault;
    private final FileSlice slice;
    private byte[] document = new byte[1 << 12];
    private int length;
    private long line;
    private long lineStart;
    private long startLine;
    private long startPosition;
    private boolean started;
    private boolean array;

    /** Says what is wrong with the text, and where: see {@link Malformed#at}. */
    interface Fault {

        JobException at(long line, long position, String reason);
    }

    JsonDocuments(ByteInput in, String file, FileSlice slice) {
        this(in, slice, (line, position, reason) -> Malformed.at(file, line, position, reason));
    }

    JsonDocuments(ByteInput in, FileSlice slice, Fault fault) {
        this.in = in;
        this.fault = fault;
        this.slice = slice;
        this.line = slice.start() > 0 ? Long.MIN_VALUE : 1;
        this.lineStart = in.position();
    }

    @Override
    public boolean next() throws IOException {
        int c = skipSpace();
        if (!started) {
            started = true;
            if (c == '[') {
                array = true;
                c = skipSpace();
                return c == ']' ? nothingAfterArray() : element(c);
            }
        } else if (array) {
            if (c == ']') {
                return nothingAfterArray();
            }
            if (c != ',') {
                throw malformed(c == -1 ? "the array has no end" : "a comma or the end of the array is expected");
            }
            return element(skipSpace());
        }
        if (c == -1 || lineStart >= slice.end()) {
            return false;
        }
        return element(c);
    }

    @Override
    public void fill(Object[] values) {
        values[0] = UTF8String.fromBytes(Arrays.copyOf(document, length));
    }

    /** Whether a line end stands between the tokens of the document that {@link #next} gave. */
    boolean overSeveralLines() {
        return line != startLine;
    }

    boolean inArray() {
        return array;
    }

    private boolean nothingAfterArray() throws IOException {
        if (skipSpace() != -1) {
            throw malformed("there is text after the end of the array");
        }
        return false;
    }

    private int skipSpace() throws IOException {
        while (true) {
            int c = in.read();
            if (c == '\n') {
                line++;
                lineStart = in.position();
            } else if (c != ' ' && c != '\t' && c != '\r') {
                startLine = line;
                startPosition = c == -1 ? in.position() : in.position() - 1;
                return c;
            }
        }
    }

    private boolean element(int first) throws IOException {
        if (first != '{') {
            throw malformed(
                    first == -1 ? "the array has no end" : "an object is expected, and there is " + kind(first));
        }
        length = 0;
        append(first);
        int depth = 1;
        while (depth > 0) {
            int c = in.read();
            switch (c) {
                case '"' -> text();
                case '{', '[' -> {
                    depth++;
                    append(c);
                }
                case '}', ']' -> {
                    depth--;
                    append(c);
                }
                case '\n' -> lineEnd();
                case ' ', '\t', '\r' -> keepApart();
                case -1 -> throw malformed("the object that starts here has no end");
                    // the parser would take it for a sign of another encoding
                case 0 -> throw malformed("it has a null character; is it of another encoding?");
                default -> append(c);
            }
        }
        check();
        return true;
    }

    private void text() throws IOException {
        append('"');
        while (true) {
            int c = in.read();
            if (c == -1) {
                throw malformed("a text in the object that starts here has no end");
            }
            if (c == 0) {
                throw malformed("a text has a control character that is not escaped");
            }
            append(c);
            if (c == '\\') {
                append(in.read());
            } else if (c == '"') {
                return;
            }
        }
    }

    private void lineEnd() throws IOException {
        line++;
        keepApart();
        if (slice.cut()) {
            throw malformed("a document goes over several lines, in a large file whose first document is on one line;"
                    + " such a file is read in parallel, line by line");
        }
    }

    /** One blank stays between two characters of a literal, lest {@code 1 2} become {@code 12}. */
    private void keepApart() throws IOException {
        int last = document[length - 1];
        int following = in.peek();
        if (literal(last) && literal(following)) {
            append(' ');
        }
    }

    private static boolean literal(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.';
    }

    private void append(int c) {
        if (length == document.length) {
            if (length >= LARGEST) {
                throw malformed("the object that starts here has no end within " + (LARGEST >> 20) + " MB");
            }
            document = Arrays.copyOf(document, length * 2);
        }
        document[length++] = (byte) c;
    }

    /** The parser's own message may quote the document, so that only its first words are used. */
    private void check() throws IOException {
        if (!Utf8Text.wellFormed(document, length)) {
            throw malformed("the object that starts here is not valid JSON, it is not UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(document, 0, length)) {
            while (parser.nextToken() != null) {
                // every token is checked by being read
            }
        } catch (JsonProcessingException e) {
            String message = String.valueOf(e.getOriginalMessage()).toLowerCase(java.util.Locale.ROOT);
            String reason = message.startsWith("invalid utf-8")
                    ? "it is not UTF-8"
                    : message.startsWith("unrecognized token")
                            ? "it has a bare word"
                            : message.startsWith("illegal unquoted character")
                                    ? "a text has a control character that is not escaped"
                                    : message.contains("double-quote to start field name")
                                            ? "a name in quotes is expected somewhere"
                                            : "brackets, commas or numbers are not as JSON has them";
            throw malformed("the object that starts here is not valid JSON, " + reason);
        }
    }

    private JobException malformed(String reason) {
        return fault.at(startLine, startPosition, reason);
    }

    private static String kind(int c) {
        return switch (c) {
            case '"' -> "a text";
            case '[' -> "an array";
            case 'n' -> "a null";
            case 't', 'f' -> "a boolean";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
            default -> "something else";
        };
    }
}
