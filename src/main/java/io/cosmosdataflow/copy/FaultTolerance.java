package io.cosmosdataflow.copy;

import io.cosmosdataflow.definition.Properties;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a copy does with rows that do not fit, and how sure it must be that nothing is lost.
 *
 * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, copy-activity-log, copy-activity-data-consistency.
 *
 * @param skipsRows rows that do not fit are left out; else the first one ends the activity
 * @param log where it is written what was left out; empty for nowhere
 * @param validatesConsistency the rows of the source are counted, and compared with those of the sink
 */
public record FaultTolerance(boolean skipsRows, Optional<CopyLog> log, boolean validatesConsistency) {

    /** The first row that does not fit ends the activity. */
    public static final FaultTolerance NONE = new FaultTolerance(false, Optional.empty(), false);

    private static final List<String> FILE_FAULTS =
            List.of("fileMissing", "fileForbidden", "dataInconsistency", "invalidFileName");

    public FaultTolerance {
        Objects.requireNonNull(log, "log");
    }

    /**
     * Reads {@code enableSkipIncompatibleRow}, {@code validateDataConsistency}, {@code logSettings}, and its two
     * older forms {@code logStorageSettings} and {@code redirectIncompatibleRowSettings}. Of several logs the newest
     * form counts; the oldest is for skipped rows alone. {@code skipErrorFile} has no effect: in Data Factory it is
     * for binary copies.
     */
    public static FaultTolerance read(Properties typeProperties) {
        boolean skips = typeProperties.flag("enableSkipIncompatibleRow", false);
        boolean validates = typeProperties.flag("validateDataConsistency", false);
        typeProperties.object("skipErrorFile").ifPresent(files -> {
            FILE_FAULTS.forEach(fault -> files.flag(fault, false));
            files.finish();
        });
        Optional<CopyLog> settings = typeProperties.object("logSettings").flatMap(CopyLog::ofSettings);
        Optional<CopyLog> storage = typeProperties.object("logStorageSettings").flatMap(CopyLog::ofStorage);
        Optional<CopyLog> redirect = typeProperties
                .object("redirectIncompatibleRowSettings")
                .flatMap(CopyLog::ofRedirect)
                .filter(log -> skips);
        return new FaultTolerance(skips, settings.or(() -> storage).or(() -> redirect), validates);
    }
}
