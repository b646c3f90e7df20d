package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Data Factory's wildcards: {@code *} is any characters of a name, {@code ?} is one character or none, {@code
 * **} is any characters across folders, {@code ^} makes the next character plain. Case counts. Source:
 * Microsoft Learn, connector-azure-blob-storage, folder and file filter examples.
 *
 * <p>They are followed through a path as all their ways at once, so that stars and braces that share the same characters
 * in very many ways take no longer than others. Source: Thompson, Regular Expression Search Algorithm, CACM 11 (1968).
 */
final class Wildcard implements Predicate<String> {

    private static final int SLASH = '/';
    private static final int MOST_LEVELS = 50;

    /** A piece of a wildcard: where in a path it can end if it begins at any of those places. */
    private interface Piece {
        BitSet ends(BitSet begins, int[] path);
    }

    private final int[] text;
    private final boolean glob;
    private final List<Piece> pieces;
    private int at;

    private Wildcard(String text, boolean glob) {
        this.text = text.codePoints().toArray();
        this.glob = glob;
        this.pieces = sequence(0);
    }

    /** Of a Copy. */
    static Predicate<String> pattern(String text) {
        return new Wildcard(text, false);
    }

    /**
     * The wildcards of mapping data flows, which are Hadoop's: as above but that {@code ?} is one character, and
     * {@code [ab]}, {@code [a-z]}, {@code [^a]} and <code>{a,b}</code> are known. Source: Microsoft Learn,
     * data-flow-source, source options.
     */
    static Predicate<String> glob(String text) {
        return new Wildcard(text, true);
    }

    @Override
    public boolean test(String path) {
        int[] characters = path.codePoints().toArray();
        BitSet begin = new BitSet();
        begin.set(0);
        return through(pieces, begin, characters).get(characters.length);
    }

    private static BitSet through(List<Piece> pieces, BitSet begins, int[] path) {
        BitSet places = begins;
        for (Piece piece : pieces) {
            places = piece.ends(places, path);
        }
        return places;
    }

    /** To the end, or to what ends an alternative. */
    private List<Piece> sequence(int braces) {
        List<Piece> found = new ArrayList<>();
        while (at < text.length && !(braces > 0 && (text[at] == '}' || text[at] == ','))) {
            found.add(next(braces));
        }
        return found;
    }

    private Piece next(int braces) {
        int c = text[at];
        if (!glob && c == '^' && at + 1 < text.length) {
            at += 2;
            return plain(text[at - 1]);
        }
        if (glob && c == '[' && indexOf(']', at + 2) > 0) {
            return oneOf();
        }
        if (glob && c == '{' && indexOf('}', at) > 0) {
            return alternatives(braces + 1);
        }
        at++;
        if (c == '?') {
            return glob ? one(Wildcard::ofName) : oneOrNone();
        }
        if (c != '*') {
            return plain(c);
        }
        if (at >= text.length || text[at] != '*') {
            return many(Wildcard::ofName);
        }
        at++;
        if (at < text.length && text[at] == SLASH) {
            at++;
            return folders();
        }
        return many(any -> true);
    }

    private int indexOf(int wanted, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean ofName(int c) {
        return c != SLASH;
    }

    private static Piece plain(int wanted) {
        return one(c -> c == wanted);
    }

    private static Piece one(IntPredicate wanted) {
        return (begins, path) -> {
            BitSet ends = new BitSet();
            begins.stream()
                    .filter(place -> place < path.length && wanted.test(path[place]))
                    .forEach(place -> ends.set(place + 1));
            return ends;
        };
    }

    private static Piece oneOrNone() {
        Piece one = one(Wildcard::ofName);
        return (begins, path) -> {
            BitSet ends = one.ends(begins, path);
            ends.or(begins);
            return ends;
        };
    }

    private static Piece many(IntPredicate wanted) {
        return (begins, path) -> {
            BitSet ends = new BitSet();
            ends.or(begins);
            for (int place = 0; place < path.length; place++) {
                if (ends.get(place) && wanted.test(path[place])) {
                    ends.set(place + 1);
                }
            }
            return ends;
        };
    }

    /** None, or any. */
    private static Piece folders() {
        Piece across = many(any -> true);
        Piece slash = plain(SLASH);
        return (begins, path) -> {
            BitSet ends = slash.ends(across.ends(begins, path), path);
            ends.or(begins);
            return ends;
        };
    }

    private Piece alternatives(int braces) {
        if (braces > MOST_LEVELS) {
            throw JobException.of(
                    ErrorCode.InvalidProperty,
                    "The braces of a wildcard path are nested deeper than " + MOST_LEVELS + " levels.");
        }
        List<List<Piece>> branches = new ArrayList<>();
        do {
            at++;
            branches.add(sequence(braces));
        } while (at < text.length && text[at] == ',');
        at++;
        return (begins, path) -> {
            BitSet ends = new BitSet();
            branches.forEach(branch -> ends.or(through(branch, begins, path)));
            return ends;
        };
    }

    /** A character of a name that is among those in brackets, or with a first {@code ^} or {@code !} is not. */
    private Piece oneOf() {
        int close = indexOf(']', at + 2);
        boolean not = text[at + 1] == '^' || text[at + 1] == '!';
        int[] inside = Arrays.copyOfRange(text, at + (not ? 2 : 1), close);
        at = close + 1;
        return one(c -> ofName(c) && among(inside, c) != not);
    }

    private static boolean among(int[] inside, int c) {
        for (int i = 0; i < inside.length; i++) {
            boolean range = i + 2 < inside.length && inside[i + 1] == '-';
            if (range ? inside[i] <= c && c <= inside[i + 2] : inside[i] == c) {
                return true;
            }
            i += range ? 2 : 0;
        }
        return false;
    }

    /** The folders before the first segment that has a wildcard of Hadoop's. */
    static String fixedPartOfGlob(String path) {
        return before(path, "*?[{");
    }

    /** The folders before the first segment that has a wildcard. */
    static String fixedPart(String folder) {
        return before(folder, "*?^");
    }

    private static String before(String path, String special) {
        return Arrays.stream(path.split("/"))
                .takeWhile(segment -> segment.chars().noneMatch(c -> special.indexOf(c) >= 0))
                .collect(Collectors.joining("/"));
    }
}
