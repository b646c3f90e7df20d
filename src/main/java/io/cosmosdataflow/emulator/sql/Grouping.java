package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.syntax.SqlPrinter;
import io.cosmosdataflow.emulator.sql.value.Aggregate;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The keys and aggregates of one select; each aggregate has a slot in the row for its result. */
final class Grouping {
    private final Set<String> keys;
    private final IntSupplier slots;
    private final List<Slot> aggregates = new ArrayList<>();

    /** An aggregate of the select list, its argument, and where its result goes. */
    record Slot(Aggregate aggregate, QueryEvaluator argument, int slot) {}

    /** The keys are compared by their text, which does not depend on where they stand. */
    Grouping(List<QueryExpression> keys, IntSupplier slots) {
        this.keys = keys.stream().map(SqlPrinter::print).collect(Collectors.toSet());
        this.slots = slots;
    }

    int add(Aggregate aggregate, QueryEvaluator argument) {
        int slot = slots.getAsInt();
        aggregates.add(new Slot(aggregate, argument, slot));
        return slot;
    }

    List<Slot> aggregates() {
        return aggregates;
    }

    boolean isKey(QueryExpression expression) {
        return !keys.isEmpty() && keys.contains(SqlPrinter.print(expression));
    }

    /** Refuses a path of which neither the whole nor a beginning is a key. */
    void refuse(QueryExpression path) {
        QueryExpression part = path;
        while (true) {
            if (isKey(part)) {
                return;
            }
            if (part instanceof QueryExpression.Member member) {
                part = member.operand();
            } else if (part instanceof QueryExpression.Index index) {
                part = index.operand();
            } else {
                break;
            }
        }
        if (part instanceof QueryExpression.Name name) {
            String text = SqlPrinter.print(path);
            throw new SqlException(
                    "SC2102",
                    name.start(),
                    name.start() + text.length(),
                    "Property reference '" + text
                            + "' is invalid in the select list because it is not contained in either an aggregate"
                            + " function or the GROUP BY clause.");
        }
    }

    Aggregate.Accumulator[] accumulators() {
        return aggregates.stream().map(each -> each.aggregate().accumulator()).toArray(Aggregate.Accumulator[]::new);
    }

    void add(Aggregate.Accumulator[] accumulators, JsonNode[] row) {
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].add(aggregates.get(i).argument().value(row));
        }
    }

    /** Puts the results into the row that stands for the group. */
    void finish(Aggregate.Accumulator[] accumulators, JsonNode[] row) {
        for (int i = 0; i < accumulators.length; i++) {
            row[aggregates.get(i).slot()] = accumulators[i].result();
        }
    }
}
