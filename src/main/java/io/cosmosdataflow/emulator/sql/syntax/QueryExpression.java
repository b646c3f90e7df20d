package io.cosmosdataflow.emulator.sql.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A scalar expression of the query language; positions are characters of the query text. */
public sealed interface QueryExpression {
    <T> T accept(Visitor<T> visitor);

    /** One method per kind of expression, so that a new kind does not compile until each visitor handles it. */
    interface Visitor<T> {
        T literal(Literal literal);

        T parameter(Parameter parameter);

        T name(Name name);

        T member(Member member);

        T index(Index index);

        T unary(Unary unary);

        T binary(Binary binary);

        T conditional(Conditional conditional);

        T between(Between between);

        T membership(Membership membership);

        T like(Like like);

        T call(Call call);

        T arrayLiteral(ArrayLiteral array);

        T objectLiteral(ObjectLiteral object);

        T subquery(Subquery subquery);
    }

    /** A constant; a null value is {@code undefined}. */
    record Literal(JsonNode value) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.literal(this);
        }
    }

    /** {@code @name}, the name with its at sign. */
    record Parameter(String name) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.parameter(this);
        }
    }

    /** An input of the query by its alias. */
    record Name(String name, int start, int end) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.name(this);
        }
    }

    /** {@code operand.name}. */
    record Member(QueryExpression operand, String name) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.member(this);
        }
    }

    /** {@code operand[position]}, by property name or by array position. */
    record Index(QueryExpression operand, QueryExpression position) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.index(this);
        }
    }

    record Unary(UnaryOperator operator, QueryExpression operand) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.unary(this);
        }
    }

    record Binary(BinaryOperator operator, QueryExpression left, QueryExpression right) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code condition ? yes : no}. */
    record Conditional(QueryExpression condition, QueryExpression yes, QueryExpression no) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.conditional(this);
        }
    }

    record Between(QueryExpression operand, QueryExpression low, QueryExpression high, boolean negated)
            implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.between(this);
        }
    }

    /** {@code operand IN (choices)}. */
    record Membership(QueryExpression operand, List<QueryExpression> choices, boolean negated)
            implements QueryExpression {
        public Membership {
            choices = List.copyOf(choices);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.membership(this);
        }
    }

    /** {@code operand LIKE pattern}; the escape is null where none is given. */
    record Like(QueryExpression operand, QueryExpression pattern, String escape, boolean negated)
            implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.like(this);
        }
    }

    /** A built-in function or aggregate; the name as it is written. */
    record Call(String name, List<QueryExpression> arguments, int start, int end) implements QueryExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.call(this);
        }
    }

    record ArrayLiteral(List<QueryExpression> items) implements QueryExpression {
        public ArrayLiteral {
            items = List.copyOf(items);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.arrayLiteral(this);
        }
    }

    record ObjectLiteral(List<Property> properties) implements QueryExpression {
        public ObjectLiteral {
            properties = List.copyOf(properties);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.objectLiteral(this);
        }
    }

    /** One property of an object literal. */
    record Property(String name, QueryExpression value) {}

    record Subquery(SubqueryKind kind, Select select) implements QueryExpression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.subquery(this);
        }
    }

    /** What an expression makes of the rows of a subquery. */
    enum SubqueryKind {
        SCALAR(""),
        EXISTS("EXISTS"),
        ARRAY("ARRAY");

        private final String keyword;

        SubqueryKind(String keyword) {
            this.keyword = keyword;
        }

        String keyword() {
            return keyword;
        }
    }

    enum UnaryOperator {
        PLUS("+"),
        MINUS("-"),
        COMPLEMENT("~"),
        NOT("NOT ");

        private final String symbol;

        UnaryOperator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    enum BinaryOperator {
        COALESCE("??"),
        OR("OR"),
        AND("AND"),
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        BIT_OR("|"),
        BIT_XOR("^"),
        BIT_AND("&"),
        SHIFT_LEFT("<<"),
        SHIFT_RIGHT(">>"),
        SHIFT_RIGHT_UNSIGNED(">>>"),
        ADD("+"),
        SUBTRACT("-"),
        CONCAT("||"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        static BinaryOperator of(String symbol) {
            if (symbol.equals("<>")) {
                return NOT_EQUAL;
            }
            for (BinaryOperator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("no binary operator " + symbol);
        }
    }
}
