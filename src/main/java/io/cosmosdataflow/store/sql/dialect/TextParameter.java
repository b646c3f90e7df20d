package io.cosmosdataflow.store.sql.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Hands a text to a column of another type. */
@FunctionalInterface
public interface TextParameter {

    void set(PreparedStatement statement, int parameter, String text) throws SQLException;
}
