package io.cosmosdataflow.emulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThroughputBudgetTest {

    private long nanos;

    @Test
    void debtIsPaidBackAtTheOffersRate() {
        ThroughputBudget budget = new ThroughputBudget(400, () -> nanos);
        assertThat(budget.waitMillis()).isZero();
        budget.spend(800);
        assertThat(budget.waitMillis()).isEqualTo(1000);
        nanos += 500_000_000L;
        assertThat(budget.waitMillis()).isEqualTo(500);
        nanos += 600_000_000L;
        assertThat(budget.waitMillis()).isZero();
    }

    @Test
    void unspentUnitsAreKeptForOneSecondOnly() {
        ThroughputBudget budget = new ThroughputBudget(400, () -> nanos);
        nanos += 60_000_000_000L;
        budget.spend(500);
        assertThat(budget.waitMillis()).isEqualTo(250);
    }

    @Test
    void chargesFollowThePublishedFigures() {
        assertThat(RequestCharges.read(1000)).isEqualTo(1);
        assertThat(RequestCharges.read(100 * 1024)).isEqualTo(10);
        assertThat(RequestCharges.create(1000)).isEqualTo(5);
        assertThat(RequestCharges.create(100 * 1024)).isEqualTo(50);
        assertThat(RequestCharges.change(1000)).isEqualTo(10);
    }
}
