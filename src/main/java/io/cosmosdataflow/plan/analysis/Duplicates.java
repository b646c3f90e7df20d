package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ElementValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FieldValue;
import io.cosmosdataflow.plan.statement.StatementContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a mapping does with a column of the input that it maps twice, and with a name that it gives twice. The first
 * occurrence stays where they are skipped. Otherwise both stay, as both columns of a name do behind a join.
 *
 * <p>Source: Microsoft Learn, data-flow-select ("keep the first occurrence of the column", and "each subsequent
 * occurrence of that same column has been removed"). Studio writes both settings; where a script has none, names are
 * skipped and inputs are not.
 *
 * @param inputs {@code skipDuplicateMapInputs}
 * @param outputs {@code skipDuplicateMapOutputs}
 */
public record Duplicates(boolean inputs, boolean outputs) {

    public static Duplicates of(Properties properties) {
        return new Duplicates(
                properties.flag("skipDuplicateMapInputs", false), properties.flag("skipDuplicateMapOutputs", true));
    }

    /** Adds what stays of a mapping to {@code columns}. */
    public void map(List<Assigned> mapping, MadeColumns columns) {
        Set<TypedExpression> mapped = new HashSet<>();
        for (Assigned each : mapping) {
            boolean again = inputs && mapped.contains(each.value());
            if (again || outputs && columns.has(each.name())) {
                continue;
            }
            columns.add(each.name(), each.value());
            if (isInput(each.value())) {
                mapped.add(each.value());
            }
        }
    }

    /** A store cannot take two columns of a name. */
    void checkUnique(StatementContext context, MadeColumns columns) {
        Set<String> names = new HashSet<>();
        columns.columns().stream()
                .map(column -> column.name())
                .filter(name -> !names.add(name))
                .distinct()
                .forEach(name -> context.issues()
                        .error(
                                ErrorCode.DuplicateName,
                                context.statement().nameSpan(),
                                "Two columns '" + name + "' come to " + context.shown() + ", which can write one.",
                                "Give one another name, or set skipDuplicateMapOutputs: true to write the first."));
    }

    /** A column, or a place inside one. */
    private static boolean isInput(TypedExpression value) {
        if (value instanceof FieldValue field) {
            return isInput(field.parent());
        }
        return value instanceof ColumnValue || value instanceof ElementValue element && isInput(element.parent());
    }
}
