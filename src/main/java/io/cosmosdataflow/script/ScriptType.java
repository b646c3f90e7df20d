package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/** A type as it is written. */
public sealed interface ScriptType {

    Span span();

    /** {@code string}, {@code integer}, {@code any}, ...; also a word that is no type, which the analysis reports. */
    record Simple(String name, Span span) implements ScriptType {
        public Simple {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code decimal(precision,scale)}. */
    record Decimal(int precision, int scale, Span span) implements ScriptType {
        public Decimal {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code element[]}. */
    record ArrayOf(ScriptType element, Span span) implements ScriptType {
        public ArrayOf {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code (name as type, ...)}. */
    record Struct(List<Field> fields, Span span) implements ScriptType {
        public Struct {
            fields = List.copyOf(fields);
            Objects.requireNonNull(span, "span");
        }
    }

    /** One field of a {@link Struct}; {@code formats} as in {@link Argument.ColumnDefinition}. */
    record Field(String name, ScriptType type, List<String> formats, Span span) {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            formats = List.copyOf(formats);
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code [key,value]}. */
    record MapOf(ScriptType key, ScriptType value, Span span) implements ScriptType {
        public MapOf {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }
}
