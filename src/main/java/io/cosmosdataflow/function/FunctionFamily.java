package io.cosmosdataflow.function;

import io.cosmosdataflow.function.Function.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Collects the functions of one family. */
public final class FunctionFamily {

    private final String family;
    private final Kind kind;
    private final List<Function> functions = new ArrayList<>();

    public FunctionFamily(String family, Kind kind) {
        this.family = family;
        this.kind = kind;
    }

    /** A function whose result is always of the type that its signature says. */
    public FunctionFamily add(String signature, String documentation, Builder builder, Example... examples) {
        return add(signature, fixed(signature), documentation, builder, examples);
    }

    public FunctionFamily add(
            String signature, TypeRule type, String documentation, Builder builder, Example... examples) {
        return put(signature, type, documentation, Optional.of(builder), false, examples);
    }

    /** A function that Spark has nothing for. */
    public FunctionFamily addUserDefined(String signature, String documentation, Builder builder, Example... examples) {
        return put(signature, fixed(signature), documentation, Optional.of(builder), true, examples);
    }

    /** A function that the analysis replaces; its type is what it is replaced with. */
    public FunctionFamily addOfStream(String signature, String documentation, Example... examples) {
        return put(signature, arguments -> Types.UNKNOWN, documentation, Optional.empty(), false, examples);
    }

    public List<Function> functions() {
        return List.copyOf(functions);
    }

    private FunctionFamily put(
            String signature,
            TypeRule type,
            String documentation,
            Optional<Builder> builder,
            boolean userDefined,
            Example... examples) {
        functions.add(new Function(
                family,
                Signature.parse(signature),
                kind,
                type,
                builder,
                documentation,
                List.of(examples),
                userDefined));
        return this;
    }

    private static TypeRule fixed(String signature) {
        String result = Signature.parse(signature).result();
        if (result.equals("null")) {
            return arguments -> Types.UNKNOWN;
        }
        DataType type = result.equals("string[]")
                ? DataTypes.createArrayType(DataTypes.StringType)
                : Types.named(result)
                        .orElseThrow(() ->
                                new IllegalArgumentException("Which type is '" + result + "' of " + signature + "?"));
        return arguments -> type;
    }
}
