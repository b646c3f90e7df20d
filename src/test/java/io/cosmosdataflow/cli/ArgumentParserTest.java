package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentParserTest {

    @Test
    void runTakesAllItsOptions() {
        assertThat(parse("run --factory f --pipeline p --parameter a=b=c --parameter d= --parameters-file x.json"
                        + " --state s3a://b/s --local l --emulator --throttling"))
                .isEqualTo(new Command.Run(
                        Path.of("f"),
                        "p",
                        Map.of("a", "b=c", "d", ""),
                        Optional.of(Path.of("x.json")),
                        Optional.of("s3a://b/s"),
                        Optional.of(Path.of("l")),
                        true,
                        true));
    }

    @Test
    void checkNeedsAFactoryOnly() {
        assertThat(parse("check --factory f"))
                .isEqualTo(new Command.Check(Path.of("f"), new Command.All(), Optional.empty(), false));
        assertThat(parse("check --factory f --dataflow d --local"))
                .isEqualTo(new Command.Check(Path.of("f"), new Command.OneDataFlow("d"), Optional.empty(), true));
    }

    @Test
    void explainTakesAllItsOptions() {
        assertThat(parse("explain --factory f --dataflow d --parameter a='x=y' --svg p.svg"))
                .isEqualTo(new Command.Explain(Path.of("f"), "d", Map.of("a", "'x=y'"), Optional.of(Path.of("p.svg"))));
    }

    @Test
    void previewTakesAllItsOptions() {
        assertThat(parse("preview --factory f --dataflow d --stream s@b --rows 7 --parameter a=1 --sample S=s.json"
                        + " --sample T=t.json --parameters-file x.json --local l --emulator"))
                .isEqualTo(new Command.Preview(
                        Path.of("f"),
                        "d",
                        "s@b",
                        7,
                        Map.of("a", "1"),
                        Map.of("S", "s.json", "T", "t.json"),
                        Optional.of(Path.of("x.json")),
                        Optional.of(Path.of("l")),
                        true));
        assertThat(((Command.Preview) parse("preview --factory f --dataflow d --stream s")).rows())
                .isEqualTo(100);
    }

    @Test
    void testTakesAllItsOptions() {
        assertThat(parse("test --factory f --tests t --dataflow d"))
                .isEqualTo(new Command.Test(Path.of("f"), Path.of("t"), Optional.of("d")));
    }

    @Test
    void theEmulatorListensOnItsUsualPort() {
        assertThat(parse("emulator")).isEqualTo(new Command.Emulator(8081, Optional.empty(), false));
        assertThat(parse("emulator --port 0 --data d"))
                .isEqualTo(new Command.Emulator(0, Optional.of(Path.of("d")), false));
    }

    @Test
    void helpAndVersionAreShownWhateverElseIsMissing() {
        assertThat(parse("--version")).isEqualTo(new Command.Show("cosmos-dataflow 1.2"));
        assertThat(((Command.Show) parse("--help")).text()).contains("--parameters-file", "Exit codes");
        assertThat(((Command.Show) parse("run --help")).text()).contains("--pipeline");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                         | MissingOption | A command is missing: run, check, explain, preview, test, emulator.",
                "rum --factory f                            | UnknownCommand | 'rum' is not a command. Did you mean 'run'?",
                "run --factory f                            | MissingOption | Missing option --pipeline",
                "run --factory f --pipelin p                | UnknownOption | Unknown option --pipelin. Did you mean '--pipeline'",
                "check --factory f --emulator               | UnknownOption | Unknown option --emulator",
                "run --factory f --pipeline p --parameter x | MissingOption | --parameter is 'x'; it must be NAME=VALUE.",
                "check --factory f --pipeline p --dataflow d | InvalidOptionValue | --pipeline and --dataflow are given",
                "explain --factory f                        | MissingOption | Missing option --dataflow",
                "preview --factory f --dataflow d           | MissingOption | Missing option --stream",
                "preview --factory f --dataflow d --stream s --rows 0 | InvalidOptionValue | --rows is '0'; it must be a number from 1 to 10000.",
                "preview --factory f --dataflow d --stream s --sample x | MissingOption | --sample is 'x'; it must be SOURCE=FILE.",
                "test --factory f                           | MissingOption | Missing option --tests",
                "emulator --port x                          | InvalidOptionValue | --port is 'x'; it must be a number",
                "emulator --port 70000                      | InvalidOptionValue | --port is '70000'; it must be a number",
            })
    void wrongWordsAreAnsweredWithWhatIsWrong(String words, ErrorCode code, String message) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(JobException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith("Try --help.")
                .extracting("code")
                .isEqualTo(code);
    }

    private static Command parse(String words) {
        return ArgumentParser.parse("1.2", words.isEmpty() ? new String[0] : words.split(" "));
    }
}
