package io.cosmosdataflow.cli.words;

import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scala.collection.JavaConverters;
import scala.runtime.BoxedUnit;
import scala.util.Either;
import scopt.OptionDef;
import scopt.OptionParser;
import scopt.Read;
import scopt.Read$;

/** What scopt needs to be told of commands and options, in fewer words; what it says goes to {@link GivenWords}. */
final class Grammar extends OptionParser<Map<String, String>> {

    private static final Read<String> TEXT = Read$.MODULE$.stringRead();
    private static final Read<BoxedUnit> FLAG = Read$.MODULE$.unitRead();

    private final GivenWords given;
    private final List<String> optionNames = new ArrayList<>();
    private final CommandHelp help;
    private boolean helpAsked;
    private final StringBuilder shown = new StringBuilder();

    Grammar(String version, GivenWords given) {
        super("cosmos-dataflow");
        this.given = given;
        this.help = new CommandHelp(version);
        head(seq("cosmos-dataflow", version));
    }

    /** Help or version, if it was asked for. */
    String shown(String... words) {
        return helpAsked ? help.of(List.of(words)) : shown.toString();
    }

    /** {@code --help} anywhere is about the command that is named. */
    void addHelp(String text) {
        optionNames.add("--help");
        opt("help", FLAG).text(text).action((unit, config) -> {
            helpAsked = true;
            return config;
        });
    }

    /** @param children options, and commands inside the command */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final OptionDef<BoxedUnit, Map<String, String>> command(
            String name, String text, OptionDef<?, Map<String, String>>... children) {
        return command(name, text, List.of(children));
    }

    OptionDef<BoxedUnit, Map<String, String>> command(
            String name, String text, List<OptionDef<?, Map<String, String>>> children) {
        help.add(name, text, children);
        return cmd(last(name))
                .text(text)
                .action(named(name))
                .children(JavaConverters.asScalaBuffer(children).toSeq());
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    OptionDef<String, Map<String, String>> text(String name, String value, String text) {
        optionNames.add("--" + name);
        return described(
                        "--" + name + " " + value,
                        text,
                        opt(name, TEXT).valueName(value).text(text))
                .action((word, config) -> {
                    config.put(name, word);
                    return config;
                });
    }

    /** A word that belongs to the command and has no name before it. */
    OptionDef<String, Map<String, String>> word(String name, String text) {
        return described(name, text, arg(name, TEXT).text(text)).action((word, config) -> {
            config.put(name, word);
            return config;
        });
    }

    OptionDef<BoxedUnit, Map<String, String>> flag(String name, String text) {
        optionNames.add("--" + name);
        return described("--" + name, text, opt(name, FLAG).text(text)).action((unit, config) -> {
            config.put(name, "true");
            return config;
        });
    }

    OptionDef<String, Map<String, String>> assignment(
            String name, String value, String text, Map<String, String> target) {
        optionNames.add("--" + name);
        String several = text + "; may be given several times";
        return described("--" + name + " " + value, several, opt(name, TEXT).valueName(value))
                .unbounded()
                .text(several)
                .action((word, config) -> {
                    int equals = word.indexOf('=');
                    if (equals < 1) {
                        given.errors().add("--" + name + " is '" + word + "'; it must be " + value + ".");
                    } else {
                        target.put(word.substring(0, equals), word.substring(equals + 1));
                    }
                    return config;
                });
    }

    /** A text that may be given several times. */
    OptionDef<String, Map<String, String>> texts(String name, String value, String text, List<String> target) {
        optionNames.add("--" + name);
        String several = text + "; may be given several times";
        return described("--" + name + " " + value, several, opt(name, TEXT).valueName(value))
                .unbounded()
                .text(several)
                .action((word, config) -> {
                    target.add(word);
                    return config;
                });
    }

    private <T> OptionDef<T, Map<String, String>> described(
            String words, String text, OptionDef<T, Map<String, String>> option) {
        help.describe(option, words, text);
        return option;
    }

    private static scala.Function2<BoxedUnit, Map<String, String>, Map<String, String>> named(String command) {
        return (unit, config) -> {
            config.put("command", command);
            return config;
        };
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> scala.collection.Seq<T> seq(T... items) {
        return JavaConverters.asScalaBuffer(List.of(items)).toSeq();
    }

    @Override
    public void reportError(String message) {
        String unknown = "Unknown option ";
        if (message.startsWith(unknown)) {
            String option = message.substring(unknown.length());
            given.errors().add(message + ". " + NearestNames.hint(option, optionNames));
        } else {
            given.errors().add(message);
        }
    }

    @Override
    public void displayToOut(String message) {
        shown.append(message);
    }

    @Override
    public void displayToErr(String message) {
        // scopt repeats the usage after an error; the errors say what is needed.
    }

    @Override
    public void terminate(Either<String, BoxedUnit> exit) {
        // The caller decides; a library must not end the JVM.
    }
}
