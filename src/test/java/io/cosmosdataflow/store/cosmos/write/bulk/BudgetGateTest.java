package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.RowOperation;
import org.junit.jupiter.api.Test;

class BudgetGateTest {

    private static final long SECOND = 1_000_000_000L;

    private long nanos;

    private BudgetGate gate(int unitsPerSecond, int shares) {
        BudgetGate gate = new BudgetGate(WriteBudget.of(unitsPerSecond).sharedBy(shares), () -> nanos);
        gate.join();
        return gate;
    }

    /** Sends operations of a cost for some seconds, each answered at once; gives what they cost. */
    private double spend(BudgetGate gate, double charge, int seconds) {
        double spent = 0;
        for (int step = 0; step < seconds * 1_000; step++) {
            nanos += SECOND / 1_000;
            BudgetGate.Pass pass = gate.tryPass(RowOperation.INSERT);
            while (pass != null) {
                gate.settle(pass, charge, true);
                spent += charge;
                pass = gate.tryPass(RowOperation.INSERT);
            }
        }
        return spent;
    }

    @Test
    void costsAreLearnedAndTheBudgetIsKept() {
        BudgetGate gate = gate(1_000, 1);

        assertThat(spend(gate, 25, 10)).isBetween(9_900.0, 10_100.0);
        assertThat(spend(gate, 2, 10)).isBetween(9_900.0, 10_100.0);
    }

    @Test
    void debtOfADearDocumentIsPaidBackFirst() {
        BudgetGate gate = gate(400, 1);
        gate.settle(gate.tryPass(RowOperation.UPSERT), 1_200, true);

        nanos += 2 * SECOND;
        assertThat(gate.tryPass(RowOperation.UPSERT)).isNull();

        nanos += SECOND;
        assertThat(gate.tryPass(RowOperation.UPSERT)).isNotNull();
    }

    @Test
    void pauseIsNotMadeUpFor() {
        BudgetGate gate = gate(1_000, 1);
        spend(gate, 5, 1);

        nanos += 60 * SECOND;

        assertThat(spend(gate, 5, 1)).isLessThan(1_050);
    }

    @Test
    void whatIsUnansweredIsLimited() {
        BudgetGate gate = gate(1_000, 1);
        double sent = 0;
        for (int step = 0; step < 10_000; step++) {
            nanos += SECOND / 1_000;
            sent += gate.tryPass(RowOperation.INSERT) == null ? 0 : 10;
        }

        assertThat(sent).isBetween(50.0, 200.0);
    }

    @Test
    void jvmHasTheSharesOfItsTasks() {
        BudgetGate gate = gate(1_000, 4);
        assertThat(spend(gate, 5, 10)).isBetween(2_400.0, 2_600.0);

        gate.join();
        assertThat(spend(gate, 5, 10)).isBetween(4_900.0, 5_100.0);

        gate.leave();
        assertThat(spend(gate, 5, 10)).isBetween(2_400.0, 2_600.0);
    }

    @Test
    void tasksOfOneWriteMeetAtOneGate() {
        WriteBudget budget = WriteBudget.of(400);
        BudgetGate gate = BudgetGate.enter(budget);

        assertThat(BudgetGate.enter(budget.sharedBy(1))).isSameAs(gate);
        assertThat(BudgetGate.enter(WriteBudget.of(400))).isNotSameAs(gate);
    }

    @Test
    void requestsHoldAsMuchAsTheBudgetAndTheCostOfOperationsAllow() {
        BudgetGate small = gate(40, 1);
        assertThat(small.operationsOfARequest(3)).isEqualTo(1);

        BudgetGate large = gate(10_000, 1);
        spend(large, 5, 1);
        assertThat(large.operationsOfARequest(3)).isBetween(50, 100);
        spend(large, 500, 10);
        assertThat(large.operationsOfARequest(3)).isEqualTo(1);
    }
}
