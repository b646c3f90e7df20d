package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.partition.KeyRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One physical partition: its items by key, in order of creation and in order of last change.
 *
 * <p>Pages are lists of references taken under the lock; documents never change, so they are written to the
 * network without it.
 */
public final class Partition {

    /** The highest bits of a creation number name the partition, so numbers are unique in a container. */
    private static final int NUMBER_BITS = 40;

    private final int index;
    private final KeyRange range;
    private final Set<Integer> ancestors;
    private final int generation;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ItemKey, StoredDocument> items = new HashMap<>();
    private final Map<String, ItemKey> unique = new HashMap<>();
    private final Slots byNumber = new Slots();
    private final Slots byLsn = new Slots();
    private long lsn;
    private long lastNumber;
    private long bytes;
    private boolean gone;

    Partition(int index, KeyRange range) {
        this(index, range, Set.of(), 0);
    }

    private Partition(int index, KeyRange range, Set<Integer> ancestors, int generation) {
        this.index = index;
        this.range = range;
        this.ancestors = ancestors;
        this.generation = generation;
        this.lastNumber = (long) index << NUMBER_BITS;
    }

    static int indexOf(long number) {
        return (int) (number >>> NUMBER_BITS);
    }

    public int index() {
        return index;
    }

    public KeyRange range() {
        return range;
    }

    /** Indexes of the partitions that it came from by splits, its parent's last. */
    public Set<Integer> ancestors() {
        return ancestors;
    }

    /** How many splits of the container there had been when it came. */
    public int generation() {
        return generation;
    }

    /** Whether a position in the partition with this index is one in this partition too. */
    public boolean continues(int other) {
        return index == other || ancestors.contains(other);
    }

    /** Whether it was split; it then has what it had at that moment, and takes no changes. */
    boolean isGone() {
        return gone;
    }

    /**
     * Two partitions with the documents of this one, which is gone from now on. They keep the numbers of documents and
     * changes and count on from there, so that positions in this partition are good for both. Under the lock.
     */
    List<Partition> split(int firstIndex, int newGeneration, UniqueKeys keys) {
        Set<Integer> parents = new LinkedHashSet<>(ancestors);
        parents.add(index);
        List<Partition> children = new ArrayList<>();
        for (KeyRange half : range.halves()) {
            Partition child = new Partition(
                    firstIndex + children.size(), half, Collections.unmodifiableSet(parents), newGeneration);
            child.restore(
                    items.values().stream()
                            .filter(document -> half.contains(document.key().effective()))
                            .toList(),
                    lsn,
                    0,
                    keys);
            children.add(child);
        }
        gone = true;
        return children;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** The sequence number of the last change. */
    public long lsn() {
        lock.lock();
        try {
            return lsn;
        } finally {
            lock.unlock();
        }
    }

    long lastNumber() {
        return lastNumber;
    }

    StoredDocument get(ItemKey key) {
        return items.get(key);
    }

    ItemKey holder(String uniqueValue) {
        return unique.get(uniqueValue);
    }

    /** Puts a change in place except for new creation numbers; says whether the item keeps its number. */
    boolean exchange(ItemKey key, StoredDocument after) {
        StoredDocument before = after == null ? items.remove(key) : items.put(key, after);
        boolean keepsNumber = before != null && after != null && before.number() == after.number();
        if (before != null) {
            bytes -= before.size();
            byLsn.remove(before.lsn(), before);
            if (keepsNumber) {
                byNumber.replace(before.number(), before, after);
            } else {
                byNumber.remove(before.number(), before);
            }
        }
        if (after != null) {
            bytes += after.size();
            byLsn.add(after.lsn(), after);
        }
        return keepsNumber;
    }

    void finish(List<StoredDocument> created, Map<String, ItemKey> uniqueChanges, long newLsn, long newNumber) {
        for (StoredDocument document : created) {
            byNumber.add(document.number(), document);
        }
        uniqueChanges.forEach((value, holder) -> {
            if (holder == null) {
                unique.remove(value);
            } else {
                unique.put(value, holder);
            }
        });
        lsn = newLsn;
        lastNumber = Math.max(lastNumber, newNumber);
    }

    /** Takes over what a journal held; called once, before the partition is shared. */
    void restore(Collection<StoredDocument> documents, long restoredLsn, long restoredNumber, UniqueKeys keys) {
        List<StoredDocument> sorted = new ArrayList<>(documents);
        sorted.sort(Comparator.comparingLong(StoredDocument::number));
        for (StoredDocument document : sorted) {
            items.put(document.key(), document);
            byNumber.add(document.number(), document);
            bytes += document.size();
            for (String value : keys.values(document.key().effective(), document.open())) {
                unique.put(value, document.key());
            }
        }
        sorted.sort(Comparator.comparingLong(StoredDocument::lsn));
        sorted.forEach(document -> byLsn.add(document.lsn(), document));
        lsn = restoredLsn;
        lastNumber = Math.max(lastNumber, restoredNumber);
    }

    /** A limit on what one page takes; at least one document always fits. */
    public record Limit(int documents, long bytes) {}

    /**
     * A page of documents.
     *
     * @param position where the next page starts: behind this creation number or LSN
     * @param isLast whether nothing was behind this page when it was read
     */
    public record Slice(List<StoredDocument> documents, long position, boolean isLast) {}

    /** Documents in order of creation: one that changes while it is read page by page is seen exactly once. */
    Slice scan(long after, Limit limit, KeyRange within, int timeToLive, int now) {
        lock.lock();
        try {
            List<StoredDocument> page = new ArrayList<>(Math.min(limit.documents(), byNumber.length()));
            long size = 0;
            long position = after;
            for (int i = byNumber.after(after); i < byNumber.length(); i++) {
                StoredDocument document = byNumber.document(i);
                if (isServed(document, within, timeToLive, now)) {
                    if (page.size() >= limit.documents() || !page.isEmpty() && size + document.size() > limit.bytes()) {
                        return new Slice(page, position, false);
                    }
                    page.add(document);
                    size += document.size();
                }
                position = byNumber.position(i);
            }
            return new Slice(page, position, true);
        } finally {
            lock.unlock();
        }
    }

    /** Documents in order of their last change; those of one LSN are never torn apart. */
    Slice changes(long after, Limit limit, KeyRange within, int since, int timeToLive, int now) {
        lock.lock();
        try {
            List<StoredDocument> page = new ArrayList<>();
            long size = 0;
            long position = after;
            for (int i = byLsn.after(after); i < byLsn.length(); i++) {
                StoredDocument document = byLsn.document(i);
                if (isServed(document, within, timeToLive, now) && document.seconds() >= since) {
                    boolean isFull = page.size() >= limit.documents()
                            || !page.isEmpty() && size + document.size() > limit.bytes();
                    if (isFull && byLsn.position(i) != position) {
                        return new Slice(page, position, false);
                    }
                    page.add(document);
                    size += document.size();
                }
                position = byLsn.position(i);
            }
            return new Slice(page, Math.max(lsn, after), true);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isServed(StoredDocument document, KeyRange within, int timeToLive, int now) {
        return document != null
                && (within == KeyRange.FULL || within.contains(document.key().effective()))
                && !document.isExpired(timeToLive, now);
    }

    /** Number and bytes of the documents, after those whose time is over have been dropped. */
    Usage usage(int timeToLive, int now) {
        lock.lock();
        try {
            if (timeToLive != DocumentBody.NO_TTL) {
                List<ItemKey> expired = new ArrayList<>();
                for (StoredDocument document : items.values()) {
                    if (document.isExpired(timeToLive, now)) {
                        expired.add(document.key());
                    }
                }
                expired.forEach(key -> exchange(key, null));
                unique.values().removeIf(holder -> !items.containsKey(holder));
            }
            return new Usage(items.size(), bytes);
        } finally {
            lock.unlock();
        }
    }

    /** What a partition holds. */
    public record Usage(long documents, long bytes) {}
}
