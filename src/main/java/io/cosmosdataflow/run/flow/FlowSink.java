package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.compile.RowErrors;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A checked sink of a data flow; a cache sink has no store.
 *
 * @param opener makes the store, in the run; empty for a cache sink
 */
record FlowSink(Sink node, Optional<LinkedService> linkedService, Optional<FlowSinkOpener> opener) {

    /** Without the rows that failed an assertion, if the sink ignores those. */
    Dataset<Row> wanted(Dataset<Row> stream) {
        boolean ignores = Properties.of(node.settings(), "sink '" + node.name() + "'", new Issues())
                .flag("ignoreAssertFailedRows", false);
        return ignores ? RowErrors.passed(stream) : stream;
    }

    /** Whether an alter row above gives rows a policy; else each is an insert. */
    boolean marked() {
        return node.shape().schema().marks().contains(RowMark.POLICY);
    }

    /** What {@link #named} will give, but for policies. */
    StructType columns() {
        StructType columns = new StructType();
        for (StreamColumn column : node.shape().schema().columns()) {
            boolean typeless = Types.isUnknown(column.type());
            columns = columns.add(column.name(), typeless ? DataTypes.StringType : column.type());
        }
        return columns;
    }

    /**
     * The columns under the sink's names, and the policies; a column that is always NULL is a text.
     *
     * @param withSourceKeys whether the store wants to know which documents rows came from
     */
    Dataset<Row> named(Dataset<Row> stream, boolean withSourceKeys) {
        List<Column> columns = new ArrayList<>();
        node.shape().schema().columns().forEach(column -> {
            Column value = ColumnBuilder.slot(column.slot());
            boolean typeless = Types.isUnknown(column.type());
            columns.add((typeless ? value.cast(DataTypes.StringType) : value).as(column.name()));
        });
        if (marked()) {
            columns.add(ColumnBuilder.slot(RowMark.POLICY.column()));
        }
        if (withSourceKeys && node.shape().schema().marks().contains(RowMark.SOURCE_KEY)) {
            columns.add(ColumnBuilder.slot(RowMark.SOURCE_KEY.column()));
        }
        return stream.select(columns.toArray(Column[]::new));
    }
}
