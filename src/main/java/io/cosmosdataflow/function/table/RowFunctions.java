package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.spark_partition_id;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeGroups;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** Where a row is, and the types of column patterns. */
final class RowFunctions {

    private RowFunctions() {}

    static List<Function> all() {
        return new FunctionFamily("Row", Kind.SCALAR)
                .add(
                        "nextSequence() -> long",
                        "A number that no other row has: consecutive in a partition, whose number stands before it.",
                        call -> monotonically_increasing_id(),
                        new Example("nextSequence() == 12313112", "false"))
                .add(
                        "partitionId() -> integer",
                        "The number of the partition that the row is in.",
                        call -> spark_partition_id(),
                        new Example("partitionId()", ""))
                .add(
                        "typeMatch(type string, base string) -> boolean",
                        "Whether a type is of a group: number, integral, fractional or datetime; in column patterns.",
                        RowFunctions::typeMatch,
                        new Example("typeMatch('date', 'datetime')", "true"))
                .functions();
    }

    private static Column typeMatch(Call call) {
        Optional<String> type = ConstantArguments.text(call, 0);
        Optional<String> base = ConstantArguments.text(call, 1);
        if (type.isPresent() && base.isPresent()) {
            return lit(TypeGroups.matches(type.get(), base.get()));
        }
        Column match = call.column(0).equalTo(call.column(1));
        for (Map.Entry<String, List<String>> group : TypeGroups.TYPES.entrySet()) {
            match = match.or(call.column(1)
                    .equalTo(group.getKey())
                    .and(call.column(0).isin(group.getValue().toArray())));
        }
        return match;
    }
}
