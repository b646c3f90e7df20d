package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.compile.RowErrors;
import io.cosmosdataflow.copy.IncompatibleRow;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.PartlyWritten;
import io.cosmosdataflow.store.failure.ForeignFailure;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds, under the exceptions that Spark wraps around each other, what really went wrong. */
public final class Failures {

    /** {@code id#12}, {@code id#12L}: the number is of Spark's plan. */
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<=\\w)#\\d+L?\\b");

    private Failures() {}

    public static JobException of(Throwable failure) {
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
        return cause.getClass().getSimpleName() + ": "
                + ATTRIBUTE.matcher(ForeignFailure.line(cause)).replaceAll("");
    }
}
