package io.cosmosdataflow.emulator.storage;

/** The time that documents carry. */
final class Clock {

    private Clock() {}

    static int seconds() {
        return (int) (System.currentTimeMillis() / 1000);
    }
}
