package io.cosmosdataflow.diagnostic;

/** How much an {@link Issue} matters. */
public enum Severity {
    /** Nothing runs until it is put right. */
    ERROR,
    /** It runs, but probably not as meant. */
    WARNING,
    /** Worth knowing, for instance a property that is kept and not used. */
    HINT
}
