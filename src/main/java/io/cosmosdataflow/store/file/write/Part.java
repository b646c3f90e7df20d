package io.cosmosdataflow.store.file.write;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * One unfinished file that a task has written.
 *
 * @param source path of the source file its rows come from; empty if they come from no file
 * @param partition number of the task
 * @param sequence number within the task
 */
record Part(String uri, String source, int partition, int sequence, long rows, PartSizes sizes)
        implements Serializable {

    /** The order of the rows in the Dataset. */
    static final Comparator<Part> ORDER =
            Comparator.comparingInt(Part::partition).thenComparingInt(Part::sequence);

    Part {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sizes, "sizes");
    }
}
