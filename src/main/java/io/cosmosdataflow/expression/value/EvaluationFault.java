package io.cosmosdataflow.expression.value;

/** Why a function cannot give a value. The template turns it into an error that names the expression. */
public final class EvaluationFault extends RuntimeException {

    public EvaluationFault(String message) {
        super(message);
    }

    public EvaluationFault(String message, Throwable cause) {
        super(message, cause);
    }
}
