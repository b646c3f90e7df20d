package io.cosmosdataflow.store.lost;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the log of a copy looks like. Lines end with LF; times are UTC. */
public enum LogForm {

    /**
     * Five columns with a header.
     *
     * <p>Source: Microsoft Learn, copy-activity-log, "The schema of the log file".
     */
    SESSION {
        @Override
        String header() {
            return "Timestamp,Level,OperationName,OperationItem,Message\n";
        }

        @Override
        String row(Instant at, LostRow row) {
            return session(at, "Warning", "TabularRowSkip", row.item(), row.why());
        }

        @Override
        String file(FileEntry entry) {
            return session(entry.at(), entry.level(), entry.operation(), entry.file(), entry.message());
        }
    },

    /**
     * The row as it was, and two columns more: error code and message. No header, nothing of files.
     *
     * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, "Copying tabular data (legacy)".
     */
    REDIRECT {
        @Override
        String header() {
            return "";
        }

        @Override
        String row(Instant at, LostRow row) {
            return DelimitedItem.line(row.item())
                    + ','
                    + DelimitedItem.quoted(row.code().isEmpty() ? USUAL_CODE : row.code())
                    + ','
                    + DelimitedItem.quoted(row.message())
                    + '\n';
        }

        @Override
        String file(FileEntry entry) {
            return "";
        }
    };

    private static final String USUAL_CODE = "UserErrorInvalidDataValue";
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    abstract String header();

    abstract String row(Instant at, LostRow row);

    abstract String file(FileEntry entry);

    private static String session(Instant at, String level, String operation, String item, String message) {
        return TIMESTAMP.format(at)
                + ','
                + level
                + ','
                + operation
                + ','
                + DelimitedItem.quoted(item)
                + ','
                + DelimitedItem.quoted(message)
                + '\n';
    }
}
