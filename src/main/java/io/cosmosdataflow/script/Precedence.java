package io.cosmosdataflow.script;

/** How tightly the operators between two operands bind. */
final class Precedence {

    private Precedence() {}

    /** A larger number binds tighter. */
    static int of(String operator) {
        return switch (operator) {
            case "||" -> 1;
            case "^" -> 2;
            case "&&" -> 3;
            case "|" -> 4;
            case "&" -> 5;
            case "==", "!=", "===", "!==", "<=>" -> 6;
            case "<", ">", "<=", ">=" -> 7;
            case "+", "-" -> 8;
            case "*", "/", "%" -> 9;
            default -> throw new IllegalArgumentException("Not an operator: " + operator);
        };
    }
}
