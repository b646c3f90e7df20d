package io.cosmosdataflow.run;

import io.cosmosdataflow.compile.RowErrors;
import io.cosmosdataflow.copy.IncompatibleRow;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.PartlyWritten;
import io.cosmosdataflow.store.failure.ForeignFailure;
import java.util.Optional;

/** Finds, under the exceptions that Spark wraps around each other, what really went wrong. */
final class Failures {

    private Failures() {}

    static JobException of(Throwable failure) {
        Optional<JobException> assertion = RowErrors.failure(failure);
        if (assertion.isPresent()) {
            return assertion.get();
        }
        // A store that wraps what its source fails with must not hide a row.
        Optional<String> row = IncompatibleRow.find(failure);
        if (row.isPresent()) {
            String left = PartlyWritten.find(failure).map(what -> " " + what).orElse("");
            return JobException.of(ErrorCode.CopyIncompatible, row.get() + left, failure);
        }
        return ForeignFailure.find(failure)
                .orElseGet(() -> JobException.of(ErrorCode.Internal, "Unexpected " + root(failure) + ".", failure));
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        String firstLine = message.lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + ": "
                + (firstLine.length() > 300 ? firstLine.substring(0, 300) + "..." : firstLine);
    }
}
