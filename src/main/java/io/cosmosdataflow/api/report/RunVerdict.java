package io.cosmosdataflow.api.report;

/** What becomes of a pipeline or data flow here, as far as a check can know. */
public enum RunVerdict {
    RUNS("runs", "runs"),
    RUNS_IF_GIVEN("runsIfGiven", "runs if given what it needs"),
    CANNOT_RUN("cannotRun", "cannot run");

    private final String word;
    private final String text;

    RunVerdict(String word, String text) {
        this.word = word;
        this.text = text;
    }

    /** In JSON. */
    public String word() {
        return word;
    }

    /** For a reader. */
    public String text() {
        return text;
    }
}
