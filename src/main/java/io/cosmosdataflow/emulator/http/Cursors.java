package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs of queries that have more pages.
 *
 * <p>A run is kept between two pages; where it is not at hand any more (it was given up for newer ones, or a page is
 * asked for again), the query runs anew and the results before the page are skipped.
 */
final class Cursors {

    private static final int MOST_KEPT = 32;
    private static final Pattern FORM = Pattern.compile("C:(\\d{1,18})#O:(\\d{1,18})");

    private final Map<Long, Cursor> kept = new LinkedHashMap<>();
    private long lastId;

    /** The results of a query and the documents that it draws on. */
    record Run(Iterator<JsonNode> results, DocumentScan documents) {}

    /** A run and how far it has been read. */
    static final class Cursor {
        private final long id;
        private final Run run;
        private long given;

        private Cursor(long id, Run run) {
            this.id = id;
            this.run = run;
        }

        boolean hasNext() {
            return run.results().hasNext();
        }

        JsonNode next() {
            given++;
            return run.results().next();
        }

        long scanned() {
            return run.documents().scanned();
        }
    }

    /** Takes the run that a continuation token names, or starts one. */
    Cursor take(String token, Supplier<Run> query) {
        if (token == null || token.isEmpty()) {
            return new Cursor(newId(), query.get());
        }
        Matcher matcher = FORM.matcher(token);
        if (!matcher.matches()) {
            throw ServiceError.badRequest("The continuation token '" + token + "' is malformed.");
        }
        long offset = Long.parseLong(matcher.group(2));
        synchronized (this) {
            Cursor cursor = kept.remove(Long.parseLong(matcher.group(1)));
            if (cursor != null && cursor.given == offset) {
                return cursor;
            }
        }
        Cursor anew = new Cursor(newId(), query.get());
        while (anew.given < offset && anew.hasNext()) {
            anew.next();
        }
        return anew;
    }

    /** Keeps a run for its next page; gives the continuation token. */
    synchronized String keep(Cursor cursor) {
        kept.put(cursor.id, cursor);
        if (kept.size() > MOST_KEPT) {
            Iterator<Long> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return "C:" + cursor.id + "#O:" + cursor.given;
    }

    private synchronized long newId() {
        return ++lastId;
    }
}
