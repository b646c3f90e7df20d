package io.cosmosdataflow.cli.words;

import io.cosmosdataflow.cli.terminal.FittingText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scopt.OptionDef;

/** The texts of {@code --help}: all commands in one screen, and the options of one command. */
final class CommandHelp {

    private static final String NAME = "cosmos-dataflow";

    /** A screen has 80 columns and 24 lines at least. */
    private static final int WIDTH = 80;

    private static final String CODES =
            "Exit codes: 0 well, 1 the run failed, 2 usage, 3 invalid definitions, 4 not supported, 5 external"
                    + " system, 70 a fault of " + NAME + ", 130 and 143 cancelled.";

    private record Option(String words, String text) {}

    private record Entry(String text, List<OptionDef<?, Map<String, String>>> options) {}

    private final String version;
    private final Map<String, Entry> commands = new LinkedHashMap<>();
    private final Map<Integer, Option> described = new HashMap<>();

    CommandHelp(String version) {
        this.version = version;
    }

    /** @param words as they are typed: {@code --parameter NAME=VALUE} */
    void describe(OptionDef<?, Map<String, String>> option, String words, String text) {
        described.put(option.id(), new Option(words, text));
    }

    /** @param name of a command, or of one inside another: {@code runs list} */
    void add(String name, String text, List<OptionDef<?, Map<String, String>>> options) {
        commands.put(name, new Entry(text, options));
    }

    /** Of the command that the words begin with; of all if they begin with none. */
    String of(List<String> words) {
        List<String> given =
                words.stream().filter(word -> !word.equals("--help")).toList();
        String first = given.isEmpty() ? "" : given.get(0);
        String both = given.size() < 2 ? "" : first + " " + given.get(1);
        if (commands.containsKey(both)) {
            return command(both);
        }
        return commands.containsKey(first) ? command(first) : all();
    }

    private String all() {
        StringBuilder text = new StringBuilder(NAME + " " + version + "\n");
        text.append("Runs Data Factory pipelines on Apache Spark, with Azure Cosmos DB as their home.\n\n");
        text.append("Usage: ").append(NAME).append(" COMMAND [OPTION]...\n\n");
        commands.forEach((name, entry) -> {
            if (!name.contains(" ")) {
                item(text, name, entry.text() + inside(name), 12);
            }
        });
        text.append('\n');
        item(text, "COMMAND --help", "The options of a command.", 16);
        item(text, "--version", "The version.", 16);
        text.append('\n');
        FittingText.lines(CODES, 0, WIDTH).forEach(line -> text.append(line).append('\n'));
        return text.toString().stripTrailing();
    }

    /** {@code  (list, show)}. */
    private String inside(String name) {
        List<String> names = inner(name);
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }

    private List<String> inner(String name) {
        return commands.keySet().stream()
                .filter(each -> each.startsWith(name + " "))
                .map(each -> each.substring(name.length() + 1))
                .toList();
    }

    private String command(String name) {
        StringBuilder text = new StringBuilder(commands.get(name).text() + "\n\n");
        List<String> inner = inner(name);
        if (!inner.isEmpty()) {
            text.append("Usage: ").append(NAME).append(' ').append(name).append(" COMMAND [OPTION]...\n\n");
            inner.forEach(
                    each -> item(text, each, commands.get(name + " " + each).text(), 12));
            text.append('\n');
            item(text, NAME + " " + name + " COMMAND --help", "", 16);
            return text.toString().stripTrailing();
        }
        List<OptionDef<?, Map<String, String>>> options = commands.get(name).options();
        StringBuilder usage = new StringBuilder("Usage: " + NAME + " " + name);
        options.stream().filter(option -> option.getMinOccurs() > 0).forEach(option -> usage.append(' ')
                .append(described.get(option.id()).words()));
        boolean more = options.stream().anyMatch(option -> option.getMinOccurs() == 0);
        usage.append(more ? " [OPTION]..." : "");
        FittingText.lines(usage.toString(), 4, WIDTH)
                .forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        options.forEach(option -> item(
                text,
                described.get(option.id()).words(),
                described.get(option.id()).text(),
                28));
        return text.toString().stripTrailing();
    }

    /** A name, and beside it what it means. */
    private static void item(StringBuilder out, String name, String text, int column) {
        String head = "  " + name;
        String space = head.length() + 2 > column + 2 ? "  " : " ".repeat(column + 2 - head.length());
        FittingText.lines(head + (text.isEmpty() ? "" : space + text), column + 2, WIDTH)
                .forEach(line -> out.append(line).append('\n'));
    }
}
