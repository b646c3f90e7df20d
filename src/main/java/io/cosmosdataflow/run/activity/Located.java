package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import java.util.concurrent.Callable;

/** What an external system refuses is reported where the definitions name the system. */
public final class Located {

    private Located() {}

    public static <T> T at(LinkedService service, Callable<T> work) {
        try {
            return work.call();
        } catch (Exception | Error e) {
            throw failure(service, Failures.of(e));
        }
    }

    /** Unchanged if it is of another linked service, has a place already, or is about no external system. */
    public static JobException failure(LinkedService service, JobException failure) {
        if (failure.linkedService().filter(name -> !name.equals(service.name())).isPresent()) {
            return failure;
        }
        boolean placeless = failure.code().category() == Category.EXTERNAL
                && failure.issues().isEmpty();
        return placeless
                ? JobException.of(new Issue(failure.code(), Severity.ERROR, service.span(), failure.getMessage(), ""))
                : failure;
    }
}
