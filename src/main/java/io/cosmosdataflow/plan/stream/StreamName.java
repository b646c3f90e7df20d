package io.cosmosdataflow.plan.stream;

import java.util.Objects;
import java.util.Optional;

/** The name of one output of a statement: {@code stream}, or {@code split@branch}. */
public record StreamName(String statement, Optional<String> branch) {

    public StreamName {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(branch, "branch");
    }

    public static StreamName of(String statement) {
        return new StreamName(statement, Optional.empty());
    }

    public static StreamName of(String statement, String branch) {
        return new StreamName(statement, Optional.of(branch));
    }

    /** As a reference in a script. */
    @Override
    public String toString() {
        return branch.map(name -> statement + "@" + name).orElse(statement);
    }
}
