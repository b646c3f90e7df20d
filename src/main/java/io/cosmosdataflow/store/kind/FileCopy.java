package io.cosmosdataflow.store.kind;

import java.util.function.Consumer;

/** A checked copy of files as they are, to be run. */
public interface FileCopy {

    /** Whether the files that arrive can be compared with those that were read. */
    boolean verifiable();

    /**
     * Copies all files, in parallel. A file of the sink has its name when it is whole, and takes the place of another one.
     *
     * @param events takes what became of the files, on the driver, when all tasks have ended or one has failed; of a
     *     task that was run again, once
     * @throws io.cosmosdataflow.diagnostic.JobException what is wrong with a file that may not be left out; files that
     *     are whole stay, and no file of the source is deleted
     */
    void run(Opening with, FileCopyRules rules, Consumer<FileEvent> events);
}
