package io.cosmosdataflow.cli;

import java.io.PrintStream;

/**
 * Where the front door prints: results to {@code out}, everything else to {@code err}.
 *
 * @param interactive whether {@code err} is a terminal, on which a line can be rewritten
 */
record Console(PrintStream out, PrintStream err, boolean interactive) {

    static Console system() {
        boolean interactive = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return new Console(System.out, System.err, interactive);
    }
}
