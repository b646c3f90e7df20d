package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/** An expression as it is written. */
public sealed interface Expression {

    /** Where the expression starts; for a binary expression, where its operator stands. */
    Span span();

    /** {@code 'text'} (single), {@code "text"} without any {@code {..}} in it (double), or a raw text in back quotes. */
    record Text(String value, Quote quote, Span span) implements Expression {}

    /** How a {@link Text} is written. */
    enum Quote {
        SINGLE,
        DOUBLE,
        BACK
    }

    /** {@code "text {expression} text"}; plain parts are {@link Text}s with {@link Quote#DOUBLE}. */
    record Interpolation(List<Expression> parts, Span span) implements Expression {
        public Interpolation {
            parts = List.copyOf(parts);
        }
    }

    /** Digits as written, with suffix: {@code 12}, {@code 0xf4}, {@code 7L}, {@code 1.5}, {@code .5f}, {@code 1e3}. */
    record NumberLiteral(String text, Span span) implements Expression {}

    /** {@code true} or {@code false} without parentheses; {@code true()} is a {@link Call}. */
    record BooleanLiteral(boolean value, Span span) implements Expression {}

    /** {@code null} without parentheses. */
    record NullLiteral(Span span) implements Expression {}

    /** {@code name}, {@code {any name}}, {@code stream@name} or {@code split@branch@name}; {@code streams} mostly empty. */
    record ColumnName(List<String> streams, String name, Span span) implements Expression {
        public ColumnName {
            streams = List.copyOf(streams);
            Objects.requireNonNull(name, "name");
        }
    }

    /** {@code $name}. */
    record ParameterName(String name, Span span) implements Expression {}

    /** {@code $$}, {@code $0}, {@code $1}, ...; {@code symbol} as written. */
    record PatternSymbol(String symbol, Span span) implements Expression {}

    /** {@code #item}, {@code #acc}, ...; {@code name} without {@code #}. */
    record LambdaVariable(String name, Span span) implements Expression {}

    /** {@code :name}. */
    record LocalName(String name, Span span) implements Expression {}

    /** {@code function(arguments)}; inside transformations also {@code groupBy(..)}, {@code each(..)}, {@code output(..)}. */
    record Call(String function, List<Argument> arguments, Span span) implements Expression {
        public Call {
            Objects.requireNonNull(function, "function");
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code sink#lookup(keys)}, {@code sink#output()}, ... */
    record CacheCall(String sink, String function, List<Expression> arguments, Span span) implements Expression {
        public CacheCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code parent.name} or {@code parent.{any name}}. */
    record Field(Expression parent, String name, Span span) implements Expression {}

    /** {@code parent[index]}. */
    record Element(Expression parent, Expression index, Span span) implements Expression {}

    /** {@code !operand} or {@code -operand}. */
    record Unary(String operator, Expression operand, Span span) implements Expression {}

    /** {@code left operator right}; {@code span} is where the operator stands. */
    record Binary(String operator, Expression left, Expression right, Span span) implements Expression {}

    /** {@code operand ? type}. */
    record TypeAssertion(Expression operand, ScriptType type, Span span) implements Expression {}

    /** {@code @(name = value, ...)}. */
    record StructLiteral(List<Argument> members, Span span) implements Expression {
        public StructLiteral {
            members = List.copyOf(members);
        }
    }

    /** {@code [a, b]}. */
    record ArrayLiteral(List<Expression> items, Span span) implements Expression {
        public ArrayLiteral {
            items = List.copyOf(items);
        }
    }

    /** {@code ['key' -> value, ...]}. */
    record MapLiteral(List<MapEntry> entries, Span span) implements Expression {
        public MapLiteral {
            entries = List.copyOf(entries);
        }
    }

    /** One entry of a {@link MapLiteral}. */
    record MapEntry(Expression key, Expression value) {}

    /** {@code (expression)}. */
    record Parenthesized(Expression expression, Span span) implements Expression {}
}
