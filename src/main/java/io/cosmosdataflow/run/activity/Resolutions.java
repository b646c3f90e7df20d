package io.cosmosdataflow.run.activity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What expressions gave while an activity was checked. As long as they give the same, so does the check; an expression
 * that had to wait for the run, or asks the clock, gives something else then.
 */
public final class Resolutions {

    private final List<Predicate<RunScope>> same = new CopyOnWriteArrayList<>();

    void note(Object given, Function<RunScope, Object> again) {
        same.add(now -> again.apply(now).equals(given));
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
