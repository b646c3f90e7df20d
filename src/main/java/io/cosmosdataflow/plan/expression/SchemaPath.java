package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.function.Types;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Fields inside a type. Arrays are passed through, as {@code .} does. */
record SchemaPath(DataType type) {

    boolean has(List<String> names) {
        DataType inside = type;
        for (String name : names) {
            while (inside instanceof ArrayType array) {
                inside = array.elementType();
            }
            Optional<StructField> field =
                    inside instanceof StructType struct ? ExpressionAnalyzer.fieldOf(struct, name) : Optional.empty();
            if (field.isEmpty()) {
                return Types.isUnknown(inside);
            }
            inside = field.get().dataType();
        }
        return true;
    }
}
