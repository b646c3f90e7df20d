package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.script.ScriptType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Types as they are written to Spark's types. */
public final class ScriptTypes {

    private static final int MOST_DIGITS = 38;

    private ScriptTypes() {}

    /** Reports a word that is no type, and goes on with {@link Types#UNKNOWN}. */
    public static DataType of(ScriptType type, Issues issues) {
        if (type instanceof ScriptType.Simple simple) {
            return simple(simple, issues);
        }
        if (type instanceof ScriptType.Decimal decimal) {
            return decimal(decimal, issues);
        }
        if (type instanceof ScriptType.ArrayOf array) {
            return DataTypes.createArrayType(of(array.element(), issues));
        }
        if (type instanceof ScriptType.MapOf map) {
            return DataTypes.createMapType(of(map.key(), issues), of(map.value(), issues));
        }
        StructType struct = new StructType();
        for (ScriptType.Field field : ((ScriptType.Struct) type).fields()) {
            if (List.of(struct.fieldNames()).contains(field.name())) {
                issues.error(
                        ErrorCode.DuplicateName,
                        field.type().span(),
                        "There are two fields '" + field.name() + "' in this type.",
                        "Only one of them could stay.");
                continue;
            }
            struct = struct.add(field.name(), of(field.type(), issues));
        }
        return struct;
    }

    private static DataType simple(ScriptType.Simple simple, Issues issues) {
        Optional<DataType> type = Types.named(simple.name().toLowerCase(Locale.ROOT));
        if (type.isEmpty()) {
            issues.error(
                    ErrorCode.UnknownType,
                    simple.span(),
                    "'" + simple.name() + "' is not a type.",
                    NearestNames.hint(simple.name(), Types.names()));
        }
        return type.orElse(Types.UNKNOWN);
    }

    private static DataType decimal(ScriptType.Decimal decimal, Issues issues) {
        boolean valid = decimal.precision() > 0
                && decimal.precision() <= MOST_DIGITS
                && decimal.scale() >= 0
                && decimal.scale() <= decimal.precision();
        if (!valid) {
            issues.error(
                    ErrorCode.UnknownType,
                    decimal.span(),
                    "decimal(" + decimal.precision() + "," + decimal.scale() + ") does not exist.",
                    "The precision goes from 1 to " + MOST_DIGITS + ", the scale from 0 to the precision.");
            return Types.UNKNOWN;
        }
        return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
}
