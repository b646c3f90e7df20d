package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static Throwable wrapped(Throwable cause) {
        return new RuntimeException("Job aborted", new IllegalStateException("Task failed", cause));
    }

    @Test
    void whatOneOfOursSaysIsFoundUnderWhatSparkPutsAroundIt() {
        JobException ours = JobException.of(ErrorCode.FileNotFound, "No file.");

        assertThat(Failures.of(wrapped(ours))).isSameAs(ours);
    }

    @Test
    void tooLittleMemoryIsAFailedActivityWithAdvice() {
        JobException failure = Failures.of(wrapped(new OutOfMemoryError("Java heap space")));

        assertThat(failure.code()).isEqualTo(ErrorCode.ActivityFailed);
        assertThat(failure).hasMessageContaining("ran out of memory").hasMessageContaining("--driver-memory");
    }

    @Test
    void whatNobodyExpectedIsAFaultOfOursWithItsCause() {
        Throwable unexpected = wrapped(new ArithmeticException("/ by zero\nmore"));
        JobException failure = Failures.of(unexpected);

        assertThat(failure.code()).isEqualTo(ErrorCode.Internal);
        assertThat(failure)
                .hasMessage("Unexpected ArithmeticException: / by zero.")
                .hasCause(unexpected);
    }
}
