package io.cosmosdataflow.store.sql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads. */
sealed interface SqlPart {

    /**
     * The statement for some of the columns and rows.
     *
     * @param columns all if the part {@linkplain #fixed gives its columns as they are}; else the wanted ones, quoted
     * @param conditions that rows should fulfil
     */
    SqlStatement statement(List<String> columns, List<String> conditions);

    /** Whether neither columns nor rows can be chosen. */
    boolean fixed();

    /** A statement of the user's, as it is. */
    record Whole(SqlStatement text) implements SqlPart {

        public Whole {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public SqlStatement statement(List<String> columns, List<String> conditions) {
            return text;
        }

        @Override
        public boolean fixed() {
            return true;
        }
    }

    /**
     * Rows of a table, or of a query in parentheses.
     *
     * @param from what follows {@code FROM}
     * @param condition of this part; empty for all rows
     */
    record Select(String from, String condition) implements SqlPart {

        public Select {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(condition, "condition");
        }

        @Override
        public SqlStatement statement(List<String> columns, List<String> conditions) {
            List<String> all = new ArrayList<>();
            if (!condition.isEmpty()) {
                all.add(condition);
            }
            all.addAll(conditions);
            return SqlStatement.of("SELECT " + (columns.isEmpty() ? "1" : String.join(", ", columns)) + " FROM " + from
                    + (all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all)));
        }

        @Override
        public boolean fixed() {
            return false;
        }
    }

    /** A part on its way to its task. */
    record Task(SqlStatement statement) implements InputPartition {}
}
