package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Union;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * All rows of several streams. By name, a column that a stream does not have is NULL there; by position, the
 * first stream names the columns. Columns of different types meet at the common one, else as text.
 *
 * <p>Source: Microsoft Learn, data-flow-union.
 */
public final class UnionAnalysis {

    private UnionAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        boolean byName = context.properties().flag("byName", true);
        context.expressions(Set.of())
                .forEach(expression -> context.invalid(expression.span(), "A union has no conditions.", ""));
        List<List<Optional<StreamColumn>>> rows = byName ? byName(context) : byPosition(context);
        List<List<TypedExpression>> branches = new ArrayList<>();
        for (int i = 0; i < context.inputCount(); i++) {
            branches.add(new ArrayList<>());
        }
        MadeColumns columns = new MadeColumns(context.name());
        List<StreamColumn> made = new ArrayList<>();
        for (List<Optional<StreamColumn>> row : rows) {
            StreamColumn first =
                    row.stream().flatMap(Optional::stream).findFirst().orElseThrow();
            DataType type = common(row);
            boolean drifted = row.stream().flatMap(Optional::stream).allMatch(StreamColumn::drifted);
            Set<String> through = new LinkedHashSet<>();
            row.stream().flatMap(Optional::stream).forEach(column -> through.addAll(column.streams()));
            StreamColumn slot = columns.reserve(first.name(), type);
            made.add(new StreamColumn(first.name(), slot.slot(), type, drifted, List.copyOf(through)));
            for (int i = 0; i < row.size(); i++) {
                TypedExpression value =
                        row.get(i).<TypedExpression>map(ColumnValue::new).orElse(new Constant(null, type));
                branches.get(i).add(Conversion.of(value, type));
            }
        }
        return Optional.of(new Union(context.shape(schema(context, made)), branches));
    }

    private static StreamSchema schema(StatementContext context, List<StreamColumn> columns) {
        boolean open = false;
        boolean declared = true;
        Set<RowMark> marks = EnumSet.noneOf(RowMark.class);
        for (int i = 0; i < context.inputCount(); i++) {
            open |= context.input(i).open();
            declared &= context.input(i).declared();
            marks.addAll(context.input(i).marks());
        }
        return new StreamSchema(columns, open, declared, marks);
    }

    private static List<List<Optional<StreamColumn>>> byName(StatementContext context) {
        Map<String, List<Optional<StreamColumn>>> rows = new LinkedHashMap<>();
        for (int i = 0; i < context.inputCount(); i++) {
            int index = i;
            context.input(i).columns().forEach(column -> {
                List<Optional<StreamColumn>> row = rows.computeIfAbsent(
                        column.name(),
                        name -> new ArrayList<>(
                                java.util.Collections.nCopies(context.inputCount(), Optional.<StreamColumn>empty())));
                if (row.get(index).isEmpty()) {
                    row.set(index, Optional.of(column));
                }
            });
        }
        return List.copyOf(rows.values());
    }

    private static List<List<Optional<StreamColumn>>> byPosition(StatementContext context) {
        List<List<Optional<StreamColumn>>> rows = new ArrayList<>();
        int width = context.input(0).columns().size();
        for (int i = 1; i < context.inputCount(); i++) {
            int other = context.input(i).columns().size();
            boolean known = !context.input(0).open() && !context.input(i).open();
            if (other != width && known) {
                context.invalid(
                        context.statement().transformationSpan(),
                        "A union by position needs the same number of columns: '" + context.inputName(0) + "' has "
                                + width + ", '" + context.inputName(i) + "' has " + other + ".",
                        "Select the same columns first, or write byName: true.");
            }
        }
        for (int position = 0; position < width; position++) {
            List<Optional<StreamColumn>> row = new ArrayList<>();
            for (int i = 0; i < context.inputCount(); i++) {
                List<StreamColumn> columns = context.input(i).columns();
                row.add(position < columns.size() ? Optional.of(columns.get(position)) : Optional.empty());
            }
            rows.add(row);
        }
        return rows;
    }

    private static DataType common(List<Optional<StreamColumn>> row) {
        DataType type = Types.UNKNOWN;
        for (StreamColumn column : row.stream().flatMap(Optional::stream).toList()) {
            type = Types.common(type, column.type()).orElse(DataTypes.StringType);
        }
        return type;
    }
}
