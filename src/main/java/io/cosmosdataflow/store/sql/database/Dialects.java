package io.cosmosdataflow.store.sql.database;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.mysql.MySqlDialect;
import io.cosmosdataflow.store.sql.dialect.oracle.OracleDialect;
import io.cosmosdataflow.store.sql.dialect.postgresql.PostgreSqlDialect;
import io.cosmosdataflow.store.sql.dialect.sqlserver.SqlServerDialect;

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
