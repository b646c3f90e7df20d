package io.cosmosdataflow.emulator.fault;

import io.cosmosdataflow.emulator.meter.RequestKind;
import java.util.Optional;
import java.util.SplittableRandom;

/** Switches faults on and off while the emulator runs. */
public final class FaultSwitch {

    private FaultRule rule;
    private SplittableRandom random = new SplittableRandom(0);
    private long drawn;
    private long met;

    public synchronized void on(FaultRule newRule) {
        rule = newRule;
        random = new SplittableRandom(newRule.draw().seed());
        drawn = 0;
        met = 0;
    }

    public synchronized void off() {
        rule = null;
    }

    public synchronized Optional<FaultRule> rule() {
        return Optional.ofNullable(rule);
    }

    /** The faults since the rule was set. */
    public synchronized long count() {
        return drawn;
    }

    /** Draws for a whole request; null for none. */
    public synchronized Fault forRequest(RequestKind kind) {
        Fault fault = draw(kind);
        return fault == null || rule.eachOperation() && kind == RequestKind.BATCH && fault.isAnswer()
                ? null
                : counted(fault);
    }

    /** Draws for one operation of a bulk request; null for none. */
    public synchronized Fault forOperation() {
        if (rule == null || !rule.eachOperation()) {
            return null;
        }
        Fault fault = draw(RequestKind.BATCH);
        return fault == null || !fault.isAnswer() ? null : counted(fault);
    }

    public synchronized long retryAfterMillis() {
        return rule == null ? 0 : rule.retryAfterMillis();
    }

    public synchronized long delayMillis() {
        return rule == null ? 0 : rule.delayMillis();
    }

    private Fault draw(RequestKind kind) {
        if (rule == null
                || !rule.kinds().contains(kind)
                || drawn >= rule.draw().most()
                || met++ < rule.draw().spared()) {
            return null;
        }
        return random.nextDouble() < rule.draw().rate()
                ? rule.faults().get(random.nextInt(rule.faults().size()))
                : null;
    }

    private Fault counted(Fault fault) {
        drawn++;
        return fault;
    }
}
