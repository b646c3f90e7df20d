package io.cosmosdataflow.store.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSetMetaData;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of the connectors' pages, and what new tables are made of. */
class NativeTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SQL_SERVER | NVARCHAR(max)                  | String
                    SQL_SERVER | int identity                   | Int32
                    SQL_SERVER | timestamp                      | Byte[]
                    SQL_SERVER | tinyint                        | Byte
                    SQL_SERVER | datetimeoffset(7)              | Datetimeoffset
                    SQL_SERVER | date                           | Datetime
                    SQL_SERVER | numeric() identity             | Decimal
                    POSTGRESQL | numeric(20, 4)                 | Decimal
                    POSTGRESQL | numeric                        | Decimal
                    POSTGRESQL | _int4                          | String
                    POSTGRESQL | integer[]                      | String
                    POSTGRESQL | timestamp(3) with time zone    | Datetime
                    POSTGRESQL | timetz                         | Datetimeoffset
                    POSTGRESQL | bpchar                         | String
                    MYSQL      | INT UNSIGNED                   | Int64
                    MYSQL      | bigint(20) unsigned zerofill   | Decimal
                    MYSQL      | tinyint(1)                     | Boolean
                    MYSQL      | tinyint(4)                     | SByte
                    MYSQL      | bit(1)                         | UInt64
                    MARIADB    | YEAR                           | Int32
                    ORACLE     | NUMBER                         | Decimal
                    ORACLE     | NUMBER(4)                      | Int16
                    ORACLE     | NUMBER(5)                      | Int32
                    ORACLE     | NUMBER(10,0)                   | Int64
                    ORACLE     | NUMBER(4,-2)                   | Int32
                    ORACLE     | NUMBER(19)                     | Decimal
                    ORACLE     | NUMBER(5,2)                    | Single
                    ORACLE     | NUMBER(15,2)                   | Double
                    ORACLE     | NUMBER(16,2)                   | Decimal
                    ORACLE     | FLOAT(15)                      | Double
                    ORACLE     | FLOAT                          | Decimal
                    ORACLE     | TIMESTAMP(6) WITH TIME ZONE    | Datetimeoffset
                    ORACLE     | INTERVAL DAY(2) TO SECOND(6)   | Timespan
                    """)
    void aNativeTypeHasTheInterimTypeOfTheConnectorsPage(SqlKind kind, String nativeType, String interim) {
        assertThat(NativeTypes.of(kind).interim(nativeType))
                .map(InterimType::shown)
                .contains(interim);
    }

    @Test
    void whatTheTableDoesNotNameHasNoInterimType() {
        assertThat(NativeTypes.of(SqlKind.POSTGRESQL).interim("numeric(39,2)")).isEmpty();
        assertThat(NativeTypes.of(SqlKind.POSTGRESQL).interim("mood")).isEmpty();
        assertThat(NativeTypes.of(SqlKind.SQL_SERVER, "AzureSqlDW").interim("xml"))
                .isEmpty();
        assertThat(NativeTypes.of(SqlKind.SQL_SERVER, "SqlServer").interim("xml"))
                .contains(InterimType.STRING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SQL_SERVER | STRING     |    |   |      | nvarchar(max)
                    SQL_SERVER | STRING     |    |   | 30   | nvarchar(30)
                    SQL_SERVER | STRING     |    |   | 4001 | nvarchar(max)
                    SQL_SERVER | DECIMAL    | 10 | 2 |      | decimal(10,2)
                    SQL_SERVER | DECIMAL    | 10 |   |      | decimal(10,0)
                    SQL_SERVER | DECIMAL    |    |   |      | decimal(38,18)
                    SQL_SERVER | INT32      | 10 | 0 | 4    | int
                    POSTGRESQL | GUID       |    |   | 36   | uuid
                    MYSQL      | UINT64     |    |   |      | bigint unsigned
                    ORACLE     | BYTE_ARRAY |    |   | 16   | raw(16)
                    """)
    void aNewTableDeclaresTheSizeWhereItIsKnown(
            SqlKind kind, InterimType type, Integer precision, Integer scale, Integer length, String ddl) {
        assertThat(NativeTypes.of(kind).ddl(type, size(precision), size(scale), size(length)))
                .isEqualTo(ddl);
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void everyInterimTypeCanBeWrittenToEveryDatabase(SqlKind kind) {
        assertThat(NativeTypes.of(kind).ddl()).containsOnlyKeys(InterimType.values());
        assertThat(NativeTypes.embedded().ddl()).containsOnlyKeys(InterimType.values());
    }

    @Test
    void theEmbeddedDatabaseTakesItsDdlAndReportsTypesOfItsTable() throws Exception {
        StringBuilder create = new StringBuilder("CREATE TABLE t (c0 integer");
        for (InterimType type : InterimType.values()) {
            create.append(", c_")
                    .append(type)
                    .append(" ")
                    .append(NativeTypes.embedded()
                            .ddl(type, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));
        }
        try (Connection connection =
                DriverManager.getConnection(TestDatabases.sqlServerMode().url(), "sa", "")) {
            connection.createStatement().execute(create + ")");
            ResultSetMetaData columns =
                    connection.createStatement().executeQuery("SELECT * FROM t").getMetaData();
            for (int i = 2; i <= columns.getColumnCount(); i++) {
                assertThat(NativeTypes.embedded().interim(columns.getColumnTypeName(i)))
                        .as(columns.getColumnTypeName(i))
                        .isPresent();
            }
        }
    }

    @Test
    void noTableNamesATypeTwice() {
        for (NativeTypes store : NativeTypes.all()) {
            assertThat(store.types().stream().filter(type -> type.condition().isEmpty()))
                    .as(store.store())
                    .extracting(NativeType::name)
                    .doesNotHaveDuplicates();
        }
        assertThat(Arrays.stream(SqlKind.values()).map(NativeTypes::of)).doesNotHaveDuplicates();
        assertThat(NativeTypes.all()).hasSize(12);
    }

    private static OptionalInt size(Integer size) {
        return size == null ? OptionalInt.empty() : OptionalInt.of(size);
    }
}
