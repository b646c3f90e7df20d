package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Data in a store: a container, a file, a folder, a table.
 *
 * @param linkedService of a {@link #SQL_POOL_TABLE} the pool; empty only if the file is wrong, which has been reported
 */
public record Dataset(
        String name,
        String type,
        Optional<Reference> linkedService,
        Map<String, ParameterDefinition> parameters,
        DeclaredSchema declared,
        JsonObject typeProperties,
        Span span,
        JsonObject raw)
        implements Resource {

    /** A table of a pool of the Synapse workspace itself, which takes the place of a linked service. */
    public static final String SQL_POOL_TABLE = "SqlPoolTable";

    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(linkedService, "linkedService");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        Objects.requireNonNull(declared, "declared");
        Objects.requireNonNull(typeProperties, "typeProperties");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }

    public Dataset withTypeProperties(JsonObject resolved) {
        return new Dataset(name, type, linkedService, parameters, declared, resolved, span, raw);
    }

    /** With the columns that schema and structure declare once their expressions are resolved. */
    public Dataset withSchema(Optional<JsonValue> schema, Optional<JsonValue> structure, Issues issues) {
        DeclaredSchema resolved = DeclaredSchema.read(schema, structure, shown(), issues);
        return new Dataset(name, type, linkedService, parameters, resolved, typeProperties, span, raw);
    }

    /**
     * What the dataset says of its columns.
     *
     * @param schema {@code schema} as written: an array of columns, a JSON Schema, or an expression
     * @param structure the legacy {@code structure} as written
     * @param columns what schema and structure declare, in order; empty if they declare nothing
     */
    public record DeclaredSchema(
            Optional<JsonValue> schema, Optional<JsonValue> structure, List<DatasetColumn> columns) {

        public static final DeclaredSchema NONE = new DeclaredSchema(Optional.empty(), Optional.empty(), List.of());

        public DeclaredSchema {
            Objects.requireNonNull(schema, "schema");
            Objects.requireNonNull(structure, "structure");
            columns = List.copyOf(columns);
        }

        /** @param owner for messages */
        public static DeclaredSchema read(
                Optional<JsonValue> schema, Optional<JsonValue> structure, String owner, Issues issues) {
            return new DeclaredSchema(schema, structure, DatasetColumn.read(schema, structure, owner, issues));
        }
    }

    /** {@code dataset 'x'}: for messages. */
    public String shown() {
        return "dataset '" + name + "'";
    }
}
