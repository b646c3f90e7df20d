package io.cosmosdataflow.project;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** Holds what a source has against what is projected: {@code validateSchema}. */
final class SchemaCheck {

    private SchemaCheck() {}

    /**
     * @param names that the source has
     * @param types of those whose values are known
     * @throws JobException {@link ErrorCode#SchemaMismatch} naming all columns that do not fit
     */
    static void check(Projection projection, Set<String> names, Map<String, DataType> types) {
        List<String> faults = new ArrayList<>();
        for (ProjectedColumn column : projection.columns()) {
            DataType found = types.get(column.name());
            if (!names.contains(column.name())) {
                faults.add("'" + column.name() + "' is missing");
            } else if (found != null && column.formats().isEmpty() && !fits(found, column.type())) {
                faults.add("'" + column.name() + "' is " + found.simpleString() + ", not "
                        + column.type().simpleString());
            }
        }
        if (!faults.isEmpty()) {
            throw JobException.of(
                    ErrorCode.SchemaMismatch,
                    "The source does not have the projected schema: " + String.join("; ", faults)
                            + ". Import the projection again, or turn 'validateSchema' off.");
        }
    }

    private static boolean fits(DataType found, DataType projected) {
        if (found instanceof NullType || found.asNullable().equals(projected.asNullable())) {
            return true;
        }
        if (ColumnConversion.complex(found) || ColumnConversion.complex(projected)) {
            return found instanceof StructType && (projected instanceof StructType || projected instanceof MapType)
                    || found instanceof ArrayType && projected instanceof ArrayType
                    || found instanceof MapType && projected instanceof MapType;
        }
        if (projected instanceof StringType) {
            return true;
        }
        if (projected instanceof NumericType) {
            boolean fraction = found instanceof DoubleType || found instanceof FloatType;
            return found instanceof NumericType && !(fraction && projected instanceof IntegralType);
        }
        if (projected instanceof BooleanType) {
            return found instanceof BooleanType;
        }
        if (projected instanceof DateType || projected instanceof TimestampType) {
            return found instanceof DateType || found instanceof TimestampType || found instanceof StringType;
        }
        return true;
    }
}
