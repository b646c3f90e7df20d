package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.kind.FileFault;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.security.AccessControlException;

/** What is wrong with one file, for which a copy may leave it out. */
final class SourceFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final FileFault fault;
    private final ErrorCode code;

    private SourceFault(FileFault fault, ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.code = code;
    }

    FileFault fault() {
        return fault;
    }

    /** @param file path below the folder of the source */
    static SourceFault changed(String file, String how) {
        return new SourceFault(
                FileFault.dataInconsistency,
                ErrorCode.DataInconsistent,
                "Source file '" + file + "' " + how + ". Run again when nobody changes it.",
                null);
    }

    /** What arrived is not what was read. */
    static SourceFault different(String file, String how) {
        return new SourceFault(
                FileFault.dataInconsistency,
                ErrorCode.DataInconsistent,
                "The copy of source file '" + file + "' " + how + ". It was not kept. Run again, and look at the store"
                        + " of the sink if this comes back.",
                null);
    }

    /** @param file path below the folder of the source, or of the sink */
    static SourceFault invalidName(String file, String why, Throwable cause) {
        return new SourceFault(
                FileFault.invalidFileName,
                ErrorCode.FileNameInvalid,
                "The sink cannot have a file '" + file + "': " + why + ". Give it another name, or leave it out.",
                cause);
    }

    /** What kept a file from being read; empty if it has nothing to do with the file itself. */
    static Optional<SourceFault> reading(String file, Throwable failure) {
        for (Throwable cause : ExceptionUtils.getThrowableList(failure)) {
            if (forbidden(cause)) {
                return Optional.of(new SourceFault(
                        FileFault.fileForbidden,
                        ErrorCode.FileStoreFailed,
                        "Source file '" + file + "' may not be read: " + ForeignFailure.line(cause)
                                + ". Give the account of the linked service the right to read it.",
                        failure));
            }
            if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
                return Optional.of(new SourceFault(
                        FileFault.fileMissing,
                        ErrorCode.FileNotFound,
                        "Source file '" + file + "' is gone since the files were listed. Run again when nobody deletes"
                                + " files, or leave such files out with 'fileMissing' of 'skipErrorFile'.",
                        failure));
            }
        }
        return Optional.empty();
    }

    /** Java says it of files that are there, too, with the reason in parentheses. */
    private static boolean forbidden(Throwable cause) {
        return cause instanceof AccessControlException
                || cause instanceof AccessDeniedException
                || cause instanceof FileNotFoundException
                        && String.valueOf(cause.getMessage()).endsWith("(Permission denied)");
    }

    /** @param linkedService of the source */
    JobException fatal(String linkedService) {
        return JobException.of(code, getMessage()).at(linkedService);
    }
}
