package io.cosmosdataflow.store.cosmos.write.bulk;

import io.cosmosdataflow.store.cosmos.write.bulk.BudgetGate.Pass;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One task at the gate of its write's budget: each operation needs a pass each time that it goes, and a pass is settled
 * once. Without a budget everything passes. Guarded by the pipeline's lock, but for {@link #operationsOfARequest}.
 */
final class BudgetShare {

    private final Optional<BudgetGate> gate;
    /** Of what is under way. */
    private final Map<PendingWrite, Pass> passes = new IdentityHashMap<>();

    private int waiting;

    private BudgetShare(Optional<BudgetGate> gate) {
        this.gate = gate;
    }

    /** Until the task {@link #leave leaves}. */
    static BudgetShare enter(WriteBudget budget) {
        return new BudgetShare(budget.limits() ? Optional.of(BudgetGate.enter(budget)) : Optional.empty());
    }

    boolean isLimited() {
        return gate.isPresent();
    }

    boolean hasWaiting() {
        return waiting > 0;
    }

    /** @return false if there is no room now; then {@link #whenRoom} is for it */
    boolean tryPass(PendingWrite write) {
        if (gate.isEmpty()) {
            return true;
        }
        Pass pass = gate.get().tryPass(write.operation());
        if (pass != null) {
            passes.put(write, pass);
        }
        return pass != null;
    }

    /** @param granted called on another thread; has to call {@link #take} or {@link #giveBack} */
    void whenRoom(PendingWrite write, Consumer<Pass> granted) {
        waiting++;
        gate.orElseThrow().whenRoom(write.operation(), granted);
    }

    void take(PendingWrite write, Pass pass) {
        waiting--;
        passes.put(write, pass);
    }

    void giveBack(Pass pass) {
        waiting--;
        gate.orElseThrow().settle(pass, 0, false);
    }

    void settle(PendingWrite write, Answer answer) {
        Pass pass = passes.remove(write);
        if (pass == null) {
            return;
        }
        BudgetGate of = gate.orElseThrow();
        switch (answer.verdict()) {
            case DONE -> of.settle(pass, answer.requestCharge(), !write.reading());
            case THROTTLED -> of.settle(pass, 0, false);
            case TRANSIENT -> of.settle(pass);
            default -> of.settle(pass, answer.requestCharge(), false);
        }
    }

    /** Nobody knows what it has cost. */
    void settleUnanswered(PendingWrite write) {
        Pass pass = passes.remove(write);
        if (pass != null) {
            gate.orElseThrow().settle(pass);
        }
    }

    /** What is not answered counts as spent. */
    void leave() {
        gate.ifPresent(of -> {
            passes.values().forEach(of::settle);
            passes.clear();
            of.leave();
        });
    }

    /** With some room, for operations cost more and less. */
    int operationsOfARequest(int most, int ranges) {
        return gate.map(of -> Math.min(most, Math.max(1, of.operationsOfARequest(ranges) * 3 / 4)))
                .orElse(most);
    }
}
