package io.cosmosdataflow.store.cosmos.metric;

import java.util.concurrent.atomic.DoubleAdder;
import org.apache.spark.util.AccumulatorV2;

/** A sum that threads of a client add to while Spark's heartbeat reads it. */
final class ChargeSum extends AccumulatorV2<Double, Double> {

    private final DoubleAdder sum = new DoubleAdder();

    @Override
    public boolean isZero() {
        return sum.sum() == 0;
    }

    @Override
    public ChargeSum copy() {
        ChargeSum copy = new ChargeSum();
        copy.sum.add(sum.sum());
        return copy;
    }

    @Override
    public void reset() {
        sum.reset();
    }

    @Override
    public void add(Double requestUnits) {
        sum.add(requestUnits);
    }

    @Override
    public void merge(AccumulatorV2<Double, Double> other) {
        sum.add(other.value());
    }

    @Override
    public Double value() {
        return sum.sum();
    }
}
