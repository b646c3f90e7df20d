package io.cosmosdataflow.copy;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.store.kind.FileFault;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a copy does with rows that do not fit, and how sure it must be that nothing is lost.
 *
 * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, copy-activity-log, copy-activity-data-consistency.
 *
 * @param skippedFiles faults for which a file is left out, where files are copied as they are
 * @param skipsRows rows that do not fit are left out; else the first one ends the activity
 * @param log where it is written what was left out; empty for nowhere
 * @param validatesConsistency the rows of the source are counted, and compared with those of the sink
 */
public record FaultTolerance(
        boolean skipsRows, Set<FileFault> skippedFiles, Optional<CopyLog> log, boolean validatesConsistency) {

    /** The first row that does not fit ends the activity. */
    public static final FaultTolerance NONE = new FaultTolerance(false, Set.of(), Optional.empty(), false);

    public FaultTolerance {
        skippedFiles = Set.copyOf(skippedFiles);
        Objects.requireNonNull(log, "log");
    }

    /**
     * Reads {@code enableSkipIncompatibleRow}, {@code validateDataConsistency}, {@code logSettings}, and its two
     * older forms {@code logStorageSettings} and {@code redirectIncompatibleRowSettings}. Of several logs the newest
     * form counts; the oldest is for skipped rows alone. {@code skipErrorFile} is for files that are copied as they
     * are.
     */
    public static FaultTolerance read(Properties typeProperties) {
        boolean skips = typeProperties.flag("enableSkipIncompatibleRow", false);
        boolean validates = typeProperties.flag("validateDataConsistency", false);
        Set<FileFault> files = typeProperties
                .object("skipErrorFile")
                .map(FaultTolerance::faults)
                .orElse(Set.of());
        Optional<CopyLog> settings = typeProperties.object("logSettings").flatMap(CopyLog::ofSettings);
        Optional<CopyLog> storage = typeProperties.object("logStorageSettings").flatMap(CopyLog::ofStorage);
        Optional<CopyLog> redirect = typeProperties
                .object("redirectIncompatibleRowSettings")
                .flatMap(CopyLog::ofRedirect)
                .filter(log -> skips);
        return new FaultTolerance(skips, files, settings.or(() -> storage).or(() -> redirect), validates);
    }

    private static Set<FileFault> faults(Properties files) {
        Set<FileFault> skipped = EnumSet.noneOf(FileFault.class);
        for (FileFault fault : FileFault.values()) {
            if (files.flag(fault.name(), fault == FileFault.fileMissing)) {
                skipped.add(fault);
            }
        }
        files.finish();
        return skipped;
    }
}
