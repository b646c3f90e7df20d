package io.cosmosdataflow.demand;

import java.util.List;
import java.util.Objects;

/**
 * What a data flow needs of one source. Other columns may be NULL, and other rows missing, without any sink getting
 * another row for it.
 *
 * @param columns those that a transformation or a sink uses, in the order of the source
 * @param rows what is true for every row that matters; {@link RowCondition#ANYTHING} where all do
 */
public record SourceDemand(List<String> columns, RowCondition rows) {

    public SourceDemand {
        columns = List.copyOf(columns);
        Objects.requireNonNull(rows, "rows");
    }
}
