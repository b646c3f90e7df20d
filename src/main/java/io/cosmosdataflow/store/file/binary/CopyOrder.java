package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.kind.FileCopyRules;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.Serializable;
import java.util.Objects;

/**
 * What each task of a copy knows. It travels in closures, and into no plan, as its accesses may hold keys.
 *
 * @param gathers whether all files end in one
 */
record CopyOrder(Origin from, Target to, SinkNames names, boolean gathers, FileCopyRules rules)
        implements Serializable {

    CopyOrder {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(rules, "rules");
    }

    /**
     * Where files come from.
     *
     * @param service name of the linked service
     * @param archiveAsFolder whether an archive's name becomes a folder in the paths of its files
     */
    record Origin(StorageAccess access, String service, Compression compression, boolean archiveAsFolder)
            implements Serializable {}

    /**
     * Where files go.
     *
     * @param service name of the linked service
     * @param container as a URI
     * @param folder below the container
     * @param unfinished folder of files that are not whole, as a URI; empty where a file that is not whole has no name
     */
    record Target(
            StorageAccess access,
            String service,
            String container,
            String folder,
            String unfinished,
            Compression compression)
            implements Serializable {}
}
