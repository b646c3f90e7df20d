package io.cosmosdataflow.store.sql.database;

import io.cosmosdataflow.definition.sql.SqlKind;

/** The one list of all dialects. */
public final class Dialects {

    private Dialects() {}

    /** Of the server; local mode speaks {@link SqlDatabase#dialect}. */
    public static SqlDialect of(SqlKind kind) {
        return switch (kind) {
            case SQL_SERVER -> new SqlServerDialect();
            case POSTGRESQL -> new PostgreSqlDialect();
            case MYSQL -> MySqlDialect.MYSQL;
            case MARIADB -> MySqlDialect.MARIADB;
            case ORACLE -> new OracleDialect();
        };
    }
}
