package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue;
import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue.Kind;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.script.Expression.CacheCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code sink#lookup(..)} and the like. Source: Microsoft Learn, data-flow-sink, cache sink. */
final class CacheCalls {

    private final ExpressionScope scope;
    private final Issues issues;

    CacheCalls(ExpressionScope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    TypedExpression call(CacheCall call, List<TypedExpression> keys) {
        UnknownValue failed = new UnknownValue(call.sink() + "#" + call.function(), Types.UNKNOWN);
        Optional<Kind> kind = Stream.of(Kind.values())
                .filter(each -> each.name().equals(call.function().toUpperCase(Locale.ROOT)))
                .findFirst();
        CacheSchema cache = scope.flow().caches().get(call.sink());
        if (kind.isEmpty()) {
            issues.error(
                    ErrorCode.UnknownFunction,
                    call.span(),
                    "There is no function '#" + call.function() + "'.",
                    "A cache sink has #lookup, #mlookup, #output and #outputs.");
            return failed;
        }
        if (cache == null) {
            issues.error(
                    ErrorCode.UnknownStream,
                    call.span(),
                    "There is no cache sink '" + call.sink() + "'.",
                    NearestNames.hint(call.sink(), scope.flow().caches().keySet()));
            return failed;
        }
        return value(call, kind.get(), cache, keys, failed);
    }

    private TypedExpression value(
            CacheCall call, Kind kind, CacheSchema cache, List<TypedExpression> keys, UnknownValue failed) {
        boolean byKey = kind == Kind.LOOKUP || kind == Kind.MLOOKUP;
        int expected = byKey ? cache.keys().size() : 0;
        String shown = call.sink() + "#" + call.function() + "()";
        if (byKey && expected == 0) {
            return wrong(call, shown + " needs keys, and the sink has none.", "Set 'keys' of the cache sink.", failed);
        }
        if (keys.size() != expected) {
            return wrong(
                    call,
                    shown + " takes " + expected + (expected == 1 ? " argument" : " arguments") + ", not " + keys.size()
                            + ".",
                    byKey ? "One for each of the keys " + String.join(", ", cache.keys()) + "." : "",
                    failed);
        }
        if (kind == Kind.OUTPUTS && !cache.keys().isEmpty()) {
            return wrong(call, shown + " is not allowed where the cache sink has keys.", "Use #lookup.", failed);
        }
        StructType row = new StructType();
        for (StreamColumn column : cache.schema().columns()) {
            row = row.add(column.name(), column.type());
        }
        if (cache.schema().open()) {
            return new UnknownValue(shown, Types.UNKNOWN);
        }
        boolean one = kind == Kind.LOOKUP || kind == Kind.OUTPUT;
        return new CacheValue(cache.sink(), kind, converted(cache, keys), one ? row : DataTypes.createArrayType(row));
    }

    private static List<TypedExpression> converted(CacheSchema cache, List<TypedExpression> keys) {
        List<TypedExpression> converted = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            DataType type = cache.schema()
                    .find(cache.keys().get(i))
                    .map(StreamColumn::type)
                    .orElse(keys.get(i).type());
            converted.add(Conversion.of(keys.get(i), type));
        }
        return converted;
    }

    private TypedExpression wrong(CacheCall call, String message, String hint, UnknownValue failed) {
        issues.error(ErrorCode.InvalidCall, call.span(), message, hint);
        return failed;
    }
}
