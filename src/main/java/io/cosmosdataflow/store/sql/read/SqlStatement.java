package io.cosmosdataflow.store.sql.read;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/**
 * A statement that gives rows.
 *
 * @param parameters in the order of its question marks; without any, question marks are the database's own
 */
record SqlStatement(String sql, List<SqlParameter> parameters) implements Serializable {

    SqlStatement {
        Objects.requireNonNull(sql, "sql");
        parameters = List.copyOf(parameters);
    }

    static SqlStatement of(String sql) {
        return new SqlStatement(sql, List.of());
    }

    void bind(PreparedStatement prepared) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).bind(prepared, i + 1);
        }
    }
}
