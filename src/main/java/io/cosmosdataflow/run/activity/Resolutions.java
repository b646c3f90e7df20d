package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.diagnostic.Issues;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What expressions gave while an activity was checked. As long as they give the same, so does the check; an expression
 * that had to wait for the run, or asks the clock, gives something else then.
 */
public final class Resolutions {

    private final List<Predicate<RunScope>> same = new CopyOnWriteArrayList<>();

    /** @param again evaluates once more; an expression that fails by then stands unresolved, as one that waits does */
    void note(Object given, BiFunction<RunScope, Issues, Object> again) {
        same.add(now -> {
            Issues issues = new Issues();
            return again.apply(now, issues).equals(given) && !issues.hasErrors();
        });
    }

    /** What was found holds at no other time. */
    public void noteClock() {
        same.add(now -> false);
    }

    /** Whether all expressions give what they gave. */
    public boolean hold(RunScope now) {
        return same.stream().allMatch(each -> each.test(now));
    }
}
