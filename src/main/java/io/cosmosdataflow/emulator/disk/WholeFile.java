package io.cosmosdataflow.emulator.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Replaces a file by another one in one step: written beside it first, and taken away again where that fails. */
public final class WholeFile {

    private static final String NEW = ".new";

    private WholeFile() {}

    /** @throws DiskRefusal if it cannot be written; the old file is there still */
    public static void write(Path file, byte[] content) throws DiskRefusal {
        write(
                file,
                content,
                folder -> Files.createFile(folder.resolve(file.getFileName() + "." + UUID.randomUUID() + NEW)));
    }

    /** For nobody's eyes but this user's, as {@link #write} otherwise. */
    public static void writePrivate(Path file, byte[] content) throws DiskRefusal {
        write(file, content, folder -> Files.createTempFile(folder, file.getFileName() + ".", NEW));
    }

    private interface Draft {
        Path in(Path folder) throws IOException;
    }

    private static void write(Path file, byte[] content, Draft made) throws DiskRefusal {
        Path draft = null;
        try {
            draft = made.in(file.toAbsolutePath().getParent());
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            DiskRefusal refusal = new DiskRefusal(file, content.length, e);
            remove(draft, refusal);
            throw refusal;
        }
    }

    private static void remove(Path draft, DiskRefusal refusal) {
        try {
            if (draft != null) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            refusal.addSuppressed(e);
        }
    }
}
