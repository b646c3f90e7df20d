package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.storage.ListedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Shares files out among tasks so that each has about the same to do: the largest file first, to whoever has least.
 * Source: Graham, Bounds on Multiprocessing Timing Anomalies, SIAM J. Appl. Math. 17 (1969).
 */
final class FileShares {

    /** What opening a file takes, in bytes that are copied meanwhile. */
    private static final long OPEN_COST = 1L << 20;

    /** So much is lost at most if a task must be run again, unless one file is larger. */
    private static final long MOST_OF_A_TASK = 4L << 30;

    private static final int TASKS_OF_A_CORE = 4;

    private FileShares() {}

    /**
     * @param cores that run tasks
     * @param connections most tasks; 0 for no limit
     * @return none of them empty; the files of each are in the order of {@code files}
     */
    static List<List<ListedFile>> of(List<ListedFile> files, int cores, int connections) {
        long total = files.stream().mapToLong(FileShares::cost).sum();
        long wanted = Math.max((long) cores * TASKS_OF_A_CORE, (total + MOST_OF_A_TASK - 1) / MOST_OF_A_TASK);
        int tasks = (int) Math.min(files.size(), Math.min(wanted, connections > 0 ? connections : Integer.MAX_VALUE));
        List<Share> shares = new ArrayList<>();
        PriorityQueue<Share> least =
                new PriorityQueue<>(Comparator.comparingLong(Share::cost).thenComparingInt(Share::number));
        for (int i = 0; i < tasks; i++) {
            shares.add(new Share(i));
            least.add(shares.get(i));
        }
        List<Integer> bySize = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            bySize.add(i);
        }
        bySize.sort(Comparator.comparingLong((Integer i) -> files.get(i).length())
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        for (int i : bySize) {
            Share share = least.remove();
            share.files.add(i);
            share.cost += cost(files.get(i));
            least.add(share);
        }
        return shares.stream()
                .map(share -> share.files.stream().sorted().map(files::get).toList())
                .toList();
    }

    private static long cost(ListedFile file) {
        return file.length() + OPEN_COST;
    }

    private static final class Share {

        private final int number;
        private final List<Integer> files = new ArrayList<>();
        private long cost;

        Share(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        long cost() {
            return cost;
        }
    }
}
