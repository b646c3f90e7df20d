package io.cosmosdataflow.emulator.disk;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Says which file could not be written, how much was to be, why not, and what to do.
 *
 * <p>To a client it is 507, an answer that no client tries again. The service itself never gives it: its disks are its
 * own affair. Source: RFC 4918, section 11.5.
 */
public final class DiskRefusal extends IOException {

    private static final long serialVersionUID = 1;
    private static final int INSUFFICIENT_STORAGE = 507;

    /** @param bytes how many were to be written */
    public DiskRefusal(Path file, long bytes, IOException refused) {
        super(text(file, bytes, refused), refused);
    }

    /** The answer to a request whose change could not be kept. */
    public ServiceError answer() {
        return ServiceError.of(
                INSUFFICIENT_STORAGE,
                getMessage() + " Nothing of this change is kept; all that was answered before is.");
    }

    private static String text(Path file, long bytes, IOException refused) {
        return String.format(
                Locale.ROOT,
                "The embedded Cosmos DB cannot %s %s: %s%s. %s",
                bytes > 0 ? String.format(Locale.ROOT, "write %,d bytes to", bytes) : "change",
                file,
                reason(refused),
                free(file),
                "Make room there or mend what it says, or take another directory; the account then goes on.");
    }

    /** Exceptions about files name them in their messages, and some have nothing else there. */
    private static String reason(IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (refused instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (refused instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (refused instanceof ClosedChannelException) {
            return "The file was closed";
        }
        String said = refused instanceof FileSystemException known ? known.getReason() : refused.getMessage();
        return said == null ? refused.getClass().getSimpleName() : said;
    }

    private static String free(Path file) {
        try {
            long bytes = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
            return String.format(Locale.ROOT, " (%,d bytes are free)", bytes);
        } catch (IOException | RuntimeException e) {
            // What is known is said without it.
            return "";
        }
    }
}
