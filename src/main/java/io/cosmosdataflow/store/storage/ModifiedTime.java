package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/**
 * When the files that are read were last modified.
 *
 * @param from the first moment; empty for no limit
 * @param before the first moment that is too late; empty for no limit
 */
public record ModifiedTime(Optional<Instant> from, Optional<Instant> before) {

    /** Whenever that was. */
    public static final ModifiedTime ANY = new ModifiedTime(Optional.empty(), Optional.empty());

    public ModifiedTime {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(before, "before");
    }

    /** Reads two settings; one that is no time is an issue, and no limit. */
    public static ModifiedTime of(Properties settings, String from, String before) {
        return new ModifiedTime(instant(settings, from), instant(settings, before));
    }

    private static Optional<Instant> instant(Properties settings, String name) {
        return settings.text(name).filter(text -> !text.isBlank()).flatMap(text -> {
            try {
                String iso = text.trim().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
                if (iso.matches("\\d{4}-\\d\\d-\\d\\d")) {
                    iso += "T00:00:00";
                }
                return Optional.of(
                        iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                                ? OffsetDateTime.parse(iso).toInstant()
                                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                settings.issues()
                        .error(
                                ErrorCode.InvalidProperty,
                                settings.spanOf(name),
                                "'" + name + "' of " + settings.owner() + " is '" + text + "', which is no time.",
                                "Write it as 2018-12-01T05:00:00Z.");
                return Optional.empty();
            }
        });
    }

    public static Instant of(FileStatus status) {
        return Instant.ofEpochMilli(status.getModificationTime());
    }

    public boolean has(FileStatus status) {
        Instant modified = of(status);
        return from.map(each -> !modified.isBefore(each)).orElse(true)
                && before.map(modified::isBefore).orElse(true);
    }

    /** For a message on files that are not there, as a part of its sentence. */
    String shown() {
        return equals(ANY) ? "" : " and was modified in the time asked for";
    }
}
