package io.cosmosdataflow.diagnostic;

/** Whose fault an error is; decides the exit code and whether a stack trace is shown. */
public enum Category {
    /** The definitions are fine, the data or a setting met at run time is not. */
    RUN(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The factory's JSON is wrong. */
    DEFINITION(3),
    /** Data Factory can do it, this version cannot. */
    UNSUPPORTED(4),
    /** A store, a network or a service refuses. */
    EXTERNAL(5),
    /** A fault of ours: shown with its stack trace. */
    INTERNAL(70);

    private final int exitCode;

    Category(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
