package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.SqlQuery;
import io.cosmosdataflow.emulator.storage.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs of queries that have more pages.
 *
 * <p>A run is kept between two pages; where it is not at hand any more (it was given up for newer ones, or a page is
 * asked for again), the query runs anew and the results before the page are skipped. Where its partition was split
 * meanwhile, the query runs anew over each of the new ones, without what the old one has given.
 */
final class OpenQueries {

    private static final int MOST_KEPT = 32;
    private static final Pattern FORM = Pattern.compile("C:(\\d{1,18})#P:(\\d{1,6})#O:(\\d{1,18})(#R)?");

    private final Map<Long, Cursor> kept = new LinkedHashMap<>();
    private long lastId;

    /** A run and how far it has been read. */
    static final class Cursor {
        private final long id;
        private final AskedPartitions scope;
        private final DocumentScan documents;
        private final Iterator<JsonNode> results;
        /** What was given before the partition came by a split; left out, each once. */
        private final Set<String> givenBefore;

        private final List<String> given = new ArrayList<>();
        private JsonNode next;

        private Cursor(long id, AskedPartitions scope, SqlQuery query, Collection<String> givenBefore) {
            this.id = id;
            this.scope = scope;
            this.documents = new DocumentScan(scope);
            this.results = query.run(documents);
            this.givenBefore = Set.copyOf(givenBefore);
        }

        boolean hasNext() {
            while (next == null && results.hasNext()) {
                JsonNode result = results.next();
                next = givenBefore.isEmpty() || !givenBefore.contains(identity(result)) ? result : null;
            }
            return next != null;
        }

        JsonNode next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            JsonNode result = next;
            next = null;
            given.add(identity(result));
            return result;
        }

        long scanned() {
            return documents.scanned();
        }

        private int partition() {
            return scope.partitions().get(0).index();
        }
    }

    /**
     * What tells a result from others when partitions are split: clients that merge ask for the document's id with ORDER
     * BY, and for the group with GROUP BY. Empty for results that have no such thing.
     */
    private static String identity(JsonNode result) {
        JsonNode group = result.path("groupByItems");
        return group.isMissingNode() ? result.path("_rid").asText() : group.toString();
    }

    /** Takes the run that a continuation token names, or starts one. */
    Cursor take(String token, AskedPartitions scope, SqlQuery query) {
        if (token == null || token.isEmpty()) {
            return new Cursor(newId(), scope, query, Set.of());
        }
        Matcher matcher = FORM.matcher(token);
        if (!matcher.matches()) {
            throw ServiceError.badRequest("The continuation token '" + token + "' is malformed.");
        }
        long id = Long.parseLong(matcher.group(1));
        int partition = Integer.parseInt(matcher.group(2));
        long offset = Long.parseLong(matcher.group(3));
        Partition first = scope.partitions().get(0);
        if (first.index() != partition) {
            if (!first.continues(partition)) {
                throw ServiceError.badRequest("The continuation token '" + token + "' is of another partition.");
            }
            return new Cursor(newId(), scope, query, given(id, offset));
        }
        synchronized (this) {
            Cursor cursor = kept.remove(id);
            if (cursor != null && cursor.given.size() == offset) {
                return cursor;
            }
            if (cursor != null) {
                return skipped(new Cursor(newId(), scope, query, cursor.givenBefore), offset);
            }
        }
        if (matcher.group(4) != null) {
            throw lost();
        }
        return skipped(new Cursor(newId(), scope, query, Set.of()), offset);
    }

    private static Cursor skipped(Cursor cursor, long offset) {
        while (cursor.given.size() < offset && cursor.hasNext()) {
            cursor.next();
        }
        return cursor;
    }

    /** What the first results of a run were, whose partition was split since; it stays for its other half. */
    private synchronized List<String> given(long id, long offset) {
        Cursor cursor = kept.get(id);
        List<String> given =
                cursor == null || cursor.given.size() < offset ? List.of("") : cursor.given.subList(0, (int) offset);
        if (given.contains("")) {
            throw lost();
        }
        List<String> all = new ArrayList<>(cursor.givenBefore);
        all.addAll(given);
        return all;
    }

    private static ServiceError lost() {
        return ServiceError.badRequest(
                "The embedded Cosmos DB cannot tell how this query goes on in the partitions that"
                        + " its partition was split into.");
    }

    /** Keeps a run for its next page; gives the continuation token. */
    synchronized String keep(Cursor cursor) {
        kept.put(cursor.id, cursor);
        if (kept.size() > MOST_KEPT) {
            Iterator<Long> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return "C:" + cursor.id + "#P:" + cursor.partition() + "#O:" + cursor.given.size()
                + (cursor.givenBefore.isEmpty() ? "" : "#R");
    }

    private synchronized long newId() {
        return ++lastId;
    }
}
