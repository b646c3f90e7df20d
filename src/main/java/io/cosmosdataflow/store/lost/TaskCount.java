package io.cosmosdataflow.store.lost;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What one attempt of a task has seen.
 *
 * @param read rows that the source has given, if they are counted
 * @param skippedAtSource rows that the source has left out, which {@code read} does not have
 * @param skippedLater rows that the mapping or the sink has left out
 * @param draft name of the file with their log lines; empty for none
 */
record TaskCount(Task task, long read, long skippedAtSource, long skippedLater, String draft) implements Serializable {

    /** The rows that an attempt is about: attempts at the same ones are equal. */
    record Task(int stage, int partition) implements Comparable<Task>, Serializable {

        private static final Comparator<Task> ORDER =
                Comparator.comparingInt(Task::stage).thenComparingInt(Task::partition);

        @Override
        public int compareTo(Task other) {
            return ORDER.compare(this, other);
        }
    }
}
