package io.cosmosdataflow.cli.words;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The words of a command line as the grammar has sorted them, and what is wrong with them. */
final class GivenWords {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> samples = new LinkedHashMap<>();
    private final Map<String, String> datasetParameters = new LinkedHashMap<>();
    private final List<String> activityOutputs = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /** By name of the option; {@code command} is the command itself. */
    Map<String, String> values() {
        return values;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Map<String, String> samples() {
        return samples;
    }

    /** By {@code stream.parameter}. */
    Map<String, String> datasetParameters() {
        return datasetParameters;
    }

    /** {@code NAME=FILE}, or a directory. */
    List<String> activityOutputs() {
        return activityOutputs;
    }

    List<String> errors() {
        return errors;
    }

    String command() {
        return values.getOrDefault("command", "");
    }

    boolean flag(String option) {
        return values.containsKey(option);
    }

    Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Of an option that the grammar requires. */
    String required(String option) {
        return text(option).orElseThrow();
    }

    Optional<Path> path(String option) {
        return text(option).map(Path::of);
    }

    int number(String option, int byDefault, int least, int most, String expected) {
        return text(option)
                .map(text -> {
                    boolean valid = text.matches("\\d{1,7}")
                            && Integer.parseInt(text) >= least
                            && Integer.parseInt(text) <= most;
                    if (!valid) {
                        throw invalid("--" + option + " is '" + text + "'; " + expected);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(byDefault);
    }

    /** A whole number from 0 on. */
    OptionalLong count(String option) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("\\d{1,18}")) {
            throw invalid("--" + option + " is '" + text.get() + "'; it must be a whole number from 0 on.");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    static JobException invalid(String error) {
        return usage(ErrorCode.InvalidOptionValue, List.of(error));
    }

    static JobException usage(ErrorCode code, List<String> errors) {
        return JobException.of(code, String.join("\n", errors) + "\nTry --help.");
    }
}
