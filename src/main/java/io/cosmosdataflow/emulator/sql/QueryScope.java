package io.cosmosdataflow.emulator.sql;

import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import java.util.HashMap;
import java.util.Map;

/** The inputs that an expression can name, each with its slot in the row. */
final class QueryScope {
    private final QueryScope parent;
    private final Map<String, Integer> slots = new HashMap<>();
    private int last = -1;

    QueryScope(QueryScope parent) {
        this.parent = parent;
    }

    /** An input without alias has a slot too, though no name finds it. */
    void put(String alias, int slot) {
        last = slot;
        if (alias != null) {
            slots.put(alias, slot);
        }
    }

    /** The slot of the nearest input of this name, or -1. */
    int find(String name) {
        Integer slot = slots.get(name);
        if (slot != null) {
            return slot;
        }
        return parent == null ? -1 : parent.find(name);
    }

    /** The slot of the input that came last. */
    int last() {
        return last;
    }

    int resolve(QueryExpression.Name name) {
        int slot = find(name.name());
        if (slot < 0) {
            throw new SqlException(
                    "SC2001", name.start(), name.end(), "Identifier '" + name.name() + "' could not be resolved.");
        }
        return slot;
    }
}
