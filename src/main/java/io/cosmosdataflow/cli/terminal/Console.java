package io.cosmosdataflow.cli.terminal;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * Where the front door prints: results to {@code out}, everything else to {@code err}.
 *
 * @param interactive whether {@code err} is a terminal, on which a line can be rewritten
 * @param outWidth, errWidth characters that fit a line; the greatest number where there is no terminal
 */
public record Console(
        PrintStream out, PrintStream err, boolean interactive, IntSupplier outWidth, IntSupplier errWidth) {

    public static final String WIPE = "\r\u001B[K";

    /** Without a width. */
    public Console(PrintStream out, PrintStream err, boolean interactive) {
        this(out, err, interactive, () -> Integer.MAX_VALUE, () -> Integer.MAX_VALUE);
    }

    public static Console system() {
        return new Console(
                System.out,
                System.err,
                Terminal.has(Terminal.ERR),
                Terminal.width(Terminal.OUT),
                Terminal.width(Terminal.ERR));
    }

    /** Prints a result; on a terminal in lines that fit, of which all but the first are indented. */
    public void result(String text, int indent) {
        text.lines()
                .flatMap(line -> FittingText.lines(line, indent, outWidth.getAsInt()).stream())
                .forEach(out::println);
    }

    /** Prints a remark, in the same way. */
    public void remark(String text, int indent) {
        text.lines()
                .flatMap(line -> FittingText.lines(line, indent, errWidth.getAsInt()).stream())
                .forEach(err::println);
    }

    /** Takes away what a terminal shows of a line that is rewritten. */
    public void wipeLine() {
        if (interactive) {
            err.print(WIPE);
            err.flush();
        }
    }
}
