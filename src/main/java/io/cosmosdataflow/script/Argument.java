package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/** One argument of a transformation or of a call. */
public sealed interface Argument {

    Span span();

    /** {@code name: value}. */
    record Property(String name, Expression value, Span span) implements Argument {
        public Property {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code name := value}: a local, used as {@code :name}. */
    record Local(String name, Expression value, Span span) implements Argument {
        public Local {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code name as type 'format'}; mostly no format, in sources up to several. */
    record ColumnDefinition(String name, ScriptType type, List<String> formats, Span span) implements Argument {
        public ColumnDefinition {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            formats = List.copyOf(formats);
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code target = value}. The target is a {@link Expression.ColumnName}, or an expression over the name
     * of a matched column ({@code $$+'_x'}), or a text.
     */
    record Assignment(Expression target, Expression value, Span span) implements Argument {
        public Assignment {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** Everything else: a condition, a column, a nested call such as {@code groupBy(..)} or {@code each(..)}. */
    record Value(Expression expression, Span span) implements Argument {
        public Value {
            Objects.requireNonNull(expression, "expression");
            Objects.requireNonNull(span, "span");
        }
    }
}
