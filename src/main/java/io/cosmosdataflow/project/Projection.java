package io.cosmosdataflow.project;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What a data flow wants of a source. Source: Microsoft Learn, data-flow-source and
 * concepts-data-flow-schema-drift.
 *
 * @param allowSchemaDrift whether columns that are not projected follow the projected ones
 * @param validateSchema whether a projected column that is missing or of another type fails the read
 * @param inferDriftedColumnTypes whether drifted columns have the types of their values; else they are texts
 */
public record Projection(
        List<ProjectedColumn> columns,
        boolean allowSchemaDrift,
        boolean validateSchema,
        boolean inferDriftedColumnTypes) {

    public Projection {
        columns = List.copyOf(columns);
    }

    /** Whether other columns than the projected ones are wanted; a source without a projection gives all it has. */
    public boolean drifts() {
        return allowSchemaDrift || columns.isEmpty();
    }

    public Optional<ProjectedColumn> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public StructType schema() {
        StructType schema = new StructType();
        for (ProjectedColumn column : columns) {
            schema = schema.add(column.name(), column.type());
        }
        return schema;
    }

    /** The same without drift: for a source that is told to use the projected schema. */
    public Projection withoutDrift() {
        return new Projection(columns, false, validateSchema, inferDriftedColumnTypes);
    }
}
