package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** An expression whose names are resolved, and whose type is known. */
public sealed interface TypedExpression {

    DataType type();

    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of expression; without a default, so that a new kind must be handled. */
    interface Visitor<R> {
        R constant(Constant constant);

        R column(ColumnValue column);

        R call(FunctionCall call);

        R lambda(Lambda lambda);

        R variable(Variable variable);

        R field(FieldValue field);

        R element(ElementValue element);

        R conversion(Conversion conversion);

        R struct(StructValue struct);

        R array(ArrayValue array);

        R map(MapValue map);

        R mark(MarkValue mark);

        R cache(CacheValue cache);

        R unknown(UnknownValue unknown);
    }

    /** @param value as Spark's Rows hold values of the type; null for NULL */
    record Constant(Object value, DataType type) implements TypedExpression {
        public static Constant text(String value) {
            return new Constant(value, DataTypes.StringType);
        }

        public static Constant of(boolean value) {
            return new Constant(value, DataTypes.BooleanType);
        }

        public static Constant nothing() {
            return new Constant(null, DataTypes.NullType);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    record ColumnValue(StreamColumn column) implements TypedExpression {
        public ColumnValue {
            Objects.requireNonNull(column, "column");
        }

        @Override
        public DataType type() {
            return column.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.column(this);
        }
    }

    /** Arguments are converted to the types that the function takes. */
    record FunctionCall(Function function, List<TypedExpression> arguments, DataType type) implements TypedExpression {
        public FunctionCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** An argument over variables of its own; {@code type} is that of the body. */
    record Lambda(List<Variable> variables, TypedExpression body) implements TypedExpression {
        public Lambda {
            variables = List.copyOf(variables);
        }

        @Override
        public DataType type() {
            return body.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lambda(this);
        }
    }

    /** @param id told apart from variables of the same name in lambdas around */
    record Variable(String name, int id, DataType type) implements TypedExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.variable(this);
        }
    }

    /** A field of a struct; of an array of structs, the array of the fields. */
    record FieldValue(TypedExpression parent, String field, DataType type) implements TypedExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.field(this);
        }
    }

    /** {@code parent[index]}: one-based in an array, by key in a map; NULL if there is none. */
    record ElementValue(TypedExpression parent, TypedExpression index, DataType type) implements TypedExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.element(this);
        }
    }

    /** @param formats how texts are read or written; mostly none */
    record Conversion(TypedExpression operand, DataType type, List<String> formats) implements TypedExpression {
        public Conversion {
            formats = List.copyOf(formats);
        }

        /** The operand itself where nothing is to be converted. */
        public static TypedExpression of(TypedExpression operand, DataType type) {
            return operand.type().equals(type) ? operand : new Conversion(operand, type, List.of());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conversion(this);
        }
    }

    record StructValue(List<String> names, List<TypedExpression> values, DataType type) implements TypedExpression {
        public StructValue {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.struct(this);
        }
    }

    record ArrayValue(List<TypedExpression> items, DataType type) implements TypedExpression {
        public ArrayValue {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.array(this);
        }
    }

    record MapValue(List<TypedExpression> keys, List<TypedExpression> values, DataType type)
            implements TypedExpression {
        public MapValue {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.map(this);
        }
    }

    /** What a row carries besides its columns; of the type of the mark. */
    record MarkValue(RowMark mark) implements TypedExpression {
        @Override
        public DataType type() {
            return mark.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.mark(this);
        }
    }

    /** Rows of a cache sink: the first, all, or those of a key. */
    record CacheValue(String sink, Kind kind, List<TypedExpression> keys, DataType type) implements TypedExpression {
        public CacheValue {
            keys = List.copyOf(keys);
        }

        /** What is asked for. */
        public enum Kind {
            LOOKUP,
            MLOOKUP,
            OUTPUT,
            OUTPUTS
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cache(this);
        }
    }

    /** What only the run knows: a drifted column, a parameter without a value. A plan that runs has none. */
    record UnknownValue(String name, DataType type) implements TypedExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }

    /** The value of a constant that is not NULL. */
    default Optional<Object> constantValue() {
        return this instanceof Constant constant ? Optional.ofNullable(constant.value()) : Optional.empty();
    }
}
