package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.ChildProcess;
import io.cosmosdataflow.testing.DemoDirectory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows of some of README's commands; scripts/check-terminal looks at all of them. */
class TerminalIT {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static DemoDirectory demo;

    /** As scripts/demo leaves it. */
    @BeforeAll
    static void whatTheDemoStartsWith() throws Exception {
        demo = DemoDirectory.taken();
        ChildProcess.Ended ended = ChildProcess.run(
                PATIENCE, List.of("bash", "-c", "mkdir -p target/demo && cp -R conf/demo/local/. target/demo/"));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @AfterAll
    static void forOthers() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "explain", "preview", "ImportAndExportProducts"})
    void nothingIsBrokenOrSaidThatNobodyReads(String command) throws Exception {
        ChildProcess.Ended ended =
                ChildProcess.run(PATIENCE, List.of("scripts/check-terminal", "--columns", "80", command));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output())
                .satisfiesAnyOf(
                        output -> assertThat(output).startsWith("Skipped: there is no tmux"),
                        output -> assertThat(output).endsWith("1 passed, 0 failed\n"));
    }
}
