package io.cosmosdataflow.cli.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentParserTest {

    private static final Command.Environment PLAIN = new Command.Environment(
            Path.of("f"),
            Optional.empty(),
            Optional.empty(),
            new Command.StandIns(Optional.empty(), false, false, List.of()),
            Optional.empty(),
            new Command.Limits(OptionalLong.empty(), false));

    private static final String ALL_OF_ENVIRONMENT = " --factory f --parameters-file x.json --state s3a://b/s --local l"
            + " --activity-output Train=t.json --activity-output outputs --emulator --throttling --rejects r"
            + " --max-errors 7";

    private static final Command.Environment FULL = new Command.Environment(
            Path.of("f"),
            Optional.of(Path.of("x.json")),
            Optional.of("s3a://b/s"),
            new Command.StandIns(Optional.of(Path.of("l")), true, true, List.of("Train=t.json", "outputs")),
            Optional.of("r"),
            new Command.Limits(OptionalLong.of(7), false));

    @Test
    void runTakesAllItsOptions() {
        assertThat(parse("run --pipeline p --parameter a=b=c --parameter d= --debug --debug-session me"
                        + ALL_OF_ENVIRONMENT))
                .isEqualTo(new Command.Run(FULL, "p", Map.of("a", "b=c", "d", ""), Optional.of("me")));
        assertThat(parse("run --factory f --pipeline p"))
                .isEqualTo(new Command.Run(PLAIN, "p", Map.of(), Optional.empty()));
    }

    @Test
    void theLimitsOfLookupsCanOnlyBeLifted() {
        for (String command : List.of("run --factory f --pipeline p", "rerun abc --factory f")) {
            Command lifted = parse(command + " --lookup-limit none");
            Command.Environment environment =
                    lifted instanceof Command.Run run ? run.environment() : ((Command.Rerun) lifted).environment();
            assertThat(environment.limits().unlimitedLookups()).isTrue();
            assertThatThrownBy(() -> parse(command + " --lookup-limit 100"))
                    .hasMessageContaining("--lookup-limit is '100'; it can only be 'none'.");
        }
    }

    @Test
    void aDebugRunHasASessionOfItsOwn() {
        assertThat(((Command.Run) parse("run --factory f --pipeline p --debug")).debugSession())
                .contains("default");
    }

    @Test
    void aLocalDirectoryHasItsOwnState() {
        assertThat(((Command.Run) parse("run --factory f --pipeline p --local l"))
                        .environment()
                        .stateDirectory())
                .contains("l/.state");
        assertThat(parse("runs list --local l"))
                .isEqualTo(new Command.ListRuns("l/.state", Optional.empty(), 20, false));
    }

    @Test
    void rerunTakesAllItsOptions() {
        assertThat(parse("rerun 0a-1b --from-activity a --parameter k=v" + ALL_OF_ENVIRONMENT))
                .isEqualTo(new Command.Rerun(FULL, "0a-1b", Optional.of("a"), Map.of("k", "v")));
        assertThat(parse("rerun --factory f 0a-1b"))
                .isEqualTo(new Command.Rerun(PLAIN, "0a-1b", Optional.empty(), Map.of()));
    }

    @Test
    void replayTakesAllItsOptions() {
        assertThat(parse("replay --run 0a-1b" + ALL_OF_ENVIRONMENT)).isEqualTo(new Command.Replay(FULL, "0a-1b"));
    }

    @Test
    void runsAndCheckpointsTakeAllTheirOptions() {
        assertThat(parse("runs list --state s --pipeline p --rows 3 --json"))
                .isEqualTo(new Command.ListRuns("s", Optional.of("p"), 3, true));
        assertThat(parse("runs show 0a-1b --state s --json")).isEqualTo(new Command.ShowRun("s", "0a-1b", true));
        assertThat(parse("checkpoint list --state s --json")).isEqualTo(new Command.ListCheckpoints("s", true));
        Command.CheckpointOwner activity = new Command.CheckpointOwner("p", "a", Optional.empty(), Optional.of("me"));
        Command.CheckpointOwner key = new Command.CheckpointOwner("", "", Optional.of("k"), Optional.empty());
        assertThat(parse("checkpoint show --state s --pipeline p --activity a --debug-session me"))
                .isEqualTo(new Command.ShowCheckpoint("s", activity, false));
        assertThat(parse("checkpoint reset --state s --key k --json"))
                .isEqualTo(new Command.ResetCheckpoint("s", key, true));
        assertThat(parse("checkpoint rewind --state s --key k --to 0a-1b"))
                .isEqualTo(new Command.RewindCheckpoint("s", Optional.of(key), "0a-1b", false));
        assertThat(parse("checkpoint rewind --state s --to 0a-1b"))
                .isEqualTo(new Command.RewindCheckpoint("s", Optional.empty(), "0a-1b", false));
    }

    @Test
    void checkNeedsAFactoryOnly() {
        assertThat(parse("check --factory f"))
                .isEqualTo(new Command.Check(
                        Path.of("f"), new Command.All(), Optional.empty(), false, List.of(), Optional.empty()));
        assertThat(parse("check --factory f --report a/r.JSON"))
                .isEqualTo(new Command.Check(
                        Path.of("f"),
                        new Command.All(),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.of(Path.of("a/r.JSON"))));
        assertThat(parse("check --factory f --dataflow d --local"))
                .isEqualTo(new Command.Check(
                        Path.of("f"),
                        new Command.OneDataFlow("d", Map.of()),
                        Optional.empty(),
                        true,
                        List.of(),
                        Optional.empty()));
        assertThat(parse("check --factory f --dataflow d --dataset-parameter S.a=1 --dataset-parameter T.b=x=y"))
                .isEqualTo(new Command.Check(
                        Path.of("f"),
                        new Command.OneDataFlow("d", Map.of("S.a", "1", "T.b", "x=y")),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void explainTakesAllItsOptions() {
        assertThat(parse("explain --factory f --dataflow d --parameter a='x=y' --dataset-parameter S.a=1 --svg p.svg"))
                .isEqualTo(new Command.Explain(
                        new Command.Flow(Path.of("f"), "d", Map.of("a", "'x=y'"), Map.of("S.a", "1")),
                        Optional.of(Path.of("p.svg"))));
    }

    @Test
    void previewTakesAllItsOptions() {
        assertThat(parse("preview --factory f --dataflow d --stream s@b --rows 7 --parameter a=1 --dataset-parameter"
                        + " S.a=1 --sample S=s.json"
                        + " --sample T=t.json --parameters-file x.json --local l --emulator"))
                .isEqualTo(new Command.Preview(
                        new Command.Flow(Path.of("f"), "d", Map.of("a", "1"), Map.of("S.a", "1")),
                        "s@b",
                        7,
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
        assertThat(shown("--help --factory f")).isEqualTo(shown("--help"));
        assertThat(shown("run --factory f --help")).isEqualTo(shown("run --help"));
    }

    /** A screen of 80 columns and 24 lines: the size of a terminal since the VT100, and of a new window's. */
    @Test
    void helpIsAScreenWithAllCommands() {
        String help = shown("--help");

        assertThat(help.lines()).hasSizeLessThanOrEqualTo(23).allMatch(line -> line.length() <= 80);
        assertThat(help)
                .contains("run ", "rerun ", "replay ", "check ", "runs ", "checkpoint ", "explain ", "preview ")
                .contains("test ", "emulator ", "Exit codes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --help               | --factory DIR --pipeline NAME [OPTION]... | --max-errors N | --svg",
                "rerun --help             | rerun ID --factory DIR [OPTION]...        | --from-activity NAME | --debug",
                "check --help             | check --factory DIR [OPTION]...           | --dataflow NAME | --rows",
                "runs --help              | runs COMMAND                              | list | --rows",
                "runs list --help         | runs list [OPTION]...                     | --rows N | ID",
                "runs show --help         | runs show ID [OPTION]...                  | --json | --rows",
                "checkpoint rewind --help | checkpoint rewind --to RUN [OPTION]...    | --key KEY | --rows",
                "preview --help           | --dataflow NAME --stream NAME [OPTION]... | --sample SOURCE=FILE | --svg",
                "emulator --help          | emulator [OPTION]...                      | --port N | --factory",
            })
    void helpOfACommandIsAboutItAlone(String words, String usage, String there, String absent) {
        String help = shown(words);

        assertThat(help.replaceAll("\\s+", " ")).contains(usage, there).doesNotContain(absent);
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    private static String shown(String words) {
        return ((Command.Show) parse(words)).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                         | MissingOption | A command is missing: run, rerun, replay, check, runs, checkpoint, explain, preview, test, emulator.",
                "rum --factory f                            | UnknownCommand | 'rum' is not a command. Did you mean 'run'?",
                "run --factory f                            | MissingOption | Missing option --pipeline",
                "run --factory f --pipelin p                | UnknownOption | Unknown option --pipelin. Did you mean '--pipeline'",
                "check --factory f --emulator               | UnknownOption | Unknown option --emulator",
                "run --factory f --pipeline p --parameter x | MissingOption | --parameter is 'x'; it must be NAME=VALUE.",
                "check --factory f --pipeline p --dataflow d | InvalidOptionValue | --pipeline and --dataflow are given",
                "check --factory f --pipeline p --report r.html | InvalidOptionValue | --report is given with --pipeline or",
                "check --factory f --report r.txt           | InvalidOptionValue | --report is 'r.txt'; it must end with .html",
                "explain --factory f                        | MissingOption | Missing option --dataflow",
                "preview --factory f --dataflow d           | MissingOption | Missing option --stream",
                "preview --factory f --dataflow d --stream s --rows 0 | InvalidOptionValue | --rows is '0'; it must be a number from 1 to 10000.",
                "preview --factory f --dataflow d --stream s --sample x | MissingOption | --sample is 'x'; it must be SOURCE=FILE.",
                "test --factory f                           | MissingOption | Missing option --tests",
                "emulator --port x                          | InvalidOptionValue | --port is 'x'; it must be a number",
                "run --factory f --pipeline p --debug-session me | InvalidOptionValue | --debug-session is given without --debug",
                "run --factory f --pipeline p --max-errors -1 | InvalidOptionValue | --max-errors is '-1'; it must be a whole number",
                "rerun --factory f                          | MissingOption | Missing argument ID",
                "rerun 0a                                   | MissingOption | Missing option --factory",
                "replay --factory f                         | MissingOption | Missing option --run",
                "runs                                       | MissingOption | What of runs? list or show ID.",
                "runs lst --state s                         | UnknownOption | Unknown argument 'lst'",
                "runs list                                  | StateRequired | Give --state DIR, or the --local DIR of the run.",
                "runs list --state s --rows 0               | InvalidOptionValue | --rows is '0'; it must be a number from 1 to 10000.",
                "runs show --state s                        | MissingOption | Missing argument ID",
                "checkpoint --state s                       | UnknownOption | Unknown option --state",
                "checkpoint                                 | MissingOption | What of checkpoint? list, show, reset or rewind.",
                "checkpoint show --state s                  | MissingOption | Give --pipeline and --activity, or --key",
                "checkpoint show --state s --pipeline p     | MissingOption | --activity is missing",
                "checkpoint reset --state s --activity p    | MissingOption | --pipeline is missing",
                "checkpoint reset --state s --activity p --key k | InvalidOptionValue | --key stands for --pipeline and --activity",
                "checkpoint rewind --state s --key k        | MissingOption | Missing option --to",
                "checkpoint rewind --state s --to r --debug-session d | MissingOption | --debug-session says which checkpoint",
                "checkpoint list                            | StateRequired | Give --state DIR",
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
