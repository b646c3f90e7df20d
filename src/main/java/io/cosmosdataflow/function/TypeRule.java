package io.cosmosdataflow.function;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/** Tells the type of a call from its arguments. */
@FunctionalInterface
public interface TypeRule {

    DataType of(ArgumentTypes arguments);

    /** What is known of the arguments before there is data. */
    interface ArgumentTypes {

        int size();

        /** After the conversion that {@link ParameterKind#accept} asks for; of a lambda, the type of its body. */
        DataType type(int index);

        /** The value of an argument that is written as a constant, or is a parameter whose value is known. */
        Optional<Object> constant(int index);
    }

    /** The type of one argument. */
    static TypeRule same(int index) {
        return arguments -> arguments.type(index);
    }

    /** The common type of the arguments from {@code first} on; the first one's if they do not mix. */
    static TypeRule common(int first) {
        return arguments -> {
            DataType type = Types.UNKNOWN;
            for (int i = first; i < arguments.size(); i++) {
                type = Types.common(type, arguments.type(i)).orElse(type);
            }
            return type;
        };
    }
}
