package io.cosmosdataflow.store.kind;

/**
 * What may be wrong with one file of a copy of files; the constants are the names of {@code skipErrorFile}.
 *
 * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, "Copying binary files"; its logs have the codes of the first
 * and the third.
 */
public enum FileFault {
    /** It is gone since the files were listed. */
    fileMissing("UserErrorSourceBlobNotExist"),
    /** It may not be read. */
    fileForbidden("FileForbidden"),
    /** It was changed while it was copied, or what arrived is not what was read. */
    dataInconsistency("DataConsistencySourceDataChanged"),
    /** The sink cannot have a file of its name. */
    invalidFileName("InvalidFileName");

    private final String code;

    FileFault(String code) {
        this.code = code;
    }

    /** As logs have it. */
    public String code() {
        return code;
    }
}
