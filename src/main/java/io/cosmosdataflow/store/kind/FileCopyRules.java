package io.cosmosdataflow.store.kind;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a copy of files does with files that are not as they should be.
 *
 * @param skipped faults for which a file is left out; for others the copy fails
 * @param verified whether what has arrived is read again, and compared
 */
public record FileCopyRules(Set<FileFault> skipped, boolean verified) implements Serializable {

    public FileCopyRules {
        EnumSet<FileFault> copy = EnumSet.noneOf(FileFault.class);
        copy.addAll(skipped);
        skipped = copy;
    }
}
