package io.cosmosdataflow.project;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a source's projection.
 *
 * @param formats patterns of {@code SimpleDateFormat} or {@code DecimalFormat} for texts; the first that fits
 *     counts; empty for the default
 */
public record ProjectedColumn(String name, DataType type, List<String> formats) {

    public ProjectedColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        formats = List.copyOf(formats);
    }
}
