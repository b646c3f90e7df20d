package io.cosmosdataflow.expression;

/** Why a function cannot give a value. {@link Template} turns it into an error that names the expression. */
final class EvaluationFault extends RuntimeException {

    EvaluationFault(String message) {
        super(message);
    }

    EvaluationFault(String message, Throwable cause) {
        super(message, cause);
    }
}
