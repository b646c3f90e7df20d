package io.cosmosdataflow.store.sql.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

/** Each native type with a value, what arrives of it, and as what. */
class SqlTypesTest {

    @Test
    void theEmbeddedDatabase() throws Exception {
        check(
                TestDatabases.sqlServerMode(),
                """
                BIT                         | 1                                      | BOOLEAN        | true
                TINYINT                     | 127                                    | INT16          | 127
                SMALLINT                    | -32768                                 | INT16          | -32768
                INT                         | -2147483648                            | INT32          | -2147483648
                BIGINT                      | 9223372036854775807                    | INT64          | 9223372036854775807
                DECIMAL(38,10)              | -1234567890123456789012345678.0123456789 | DECIMAL      | -1234567890123456789012345678.0123456789
                REAL                        | 1.5                                    | SINGLE         | 1.5
                DOUBLE PRECISION            | 1e300                                  | DOUBLE         | 1.0E300
                VARCHAR(9)                  | 'ä ''x'                                | STRING         | ä 'x
                CHAR(3)                     | 'ab'                                   | STRING         | ab
                VARBINARY(9)                | X'00ff'                                | BYTE_ARRAY     | 00FF
                BLOB                        | X'00ff'                                | BYTE_ARRAY     | 00FF
                UUID                        | 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11' | GUID           | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
                DATE                        | '0001-01-01'                           | DATETIME       | 0001-01-01 00:00:00
                TIMESTAMP(6)                | '1582-10-04 23:59:59.999999'           | DATETIME       | 1582-10-04 23:59:59.999999
                TIMESTAMP(7) WITH TIME ZONE | '2026-01-31 08:00:00.1234567-05:30'    | DATETIMEOFFSET | 2026-01-31T08:00:00.1234567-05:30
                TIME(7)                     | '23:59:59.1234567'                     | TIMESPAN       | 23:59:59.1234567
                INTERVAL DAY TO SECOND      | INTERVAL '-3 02:03:04' DAY TO SECOND   | TIMESPAN       | -3.02:03:04
                """);
    }

    @Test
    void postgreSql() throws Exception {
        check(
                TestDatabases.postgres(),
                """
                boolean                     | true                                   | BOOLEAN        | true
                smallint                    | -32768                                 | INT16          | -32768
                integer                     | -2147483648                            | INT32          | -2147483648
                bigint                      | 9223372036854775807                    | INT64          | 9223372036854775807
                numeric(38,10)              | -1234567890123456789012345678.0123456789 | DECIMAL      | -1234567890123456789012345678.0123456789
                numeric                     | 1.5                                    | DECIMAL        | 1.500000000000000000
                numeric(60,10)              | 1e45                                   | STRING         | 1000000000000000000000000000000000000000000000.0000000000
                money                       | 12.34                                  | DECIMAL        | 12.340000000000000000
                real                        | 1.5                                    | SINGLE         | 1.5
                double precision            | 1e300                                  | DOUBLE         | 1.0E300
                text                        | 'ä ''x'                                | STRING         | ä 'x
                char(3)                     | 'ab'                                   | STRING         | ab
                varchar(9)                  | 'x'                                    | STRING         | x
                bytea                       | '\\x00ff'                              | BYTE_ARRAY     | 00FF
                bit(9)                      | B'000000011'                           | BYTE_ARRAY     | 0180
                bit varying(20)             | B'11111111'                            | BYTE_ARRAY     | FF
                uuid                        | 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11' | GUID           | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
                date                        | '0001-01-01'                           | DATETIME       | 0001-01-01 00:00:00
                timestamp                   | '1582-10-04 23:59:59.999999'           | DATETIME       | 1582-10-04 23:59:59.999999
                timestamptz                 | '2026-01-31 08:00:00.123456+02'        | DATETIME       | 2026-01-31 06:00:00.123456
                time                        | '23:59:59.123456'                      | TIMESPAN       | 23:59:59.1234560
                timetz                      | '08:00:00+02'                          | DATETIMEOFFSET | 0001-01-02T08:00:00+02:00
                interval                    | '1 mon -3 days 02:03:04.5'             | TIMESPAN       | 27.02:03:04.5000000
                json                        | '{"a": 1.10}'                          | STRING         | {"a": 1.10}
                jsonb                       | '{"a": 1.10}'                          | STRING         | {"a": 1.10}
                xml                         | '<a/>'                                 | STRING         | <a/>
                inet                        | '10.0.0.1'                             | STRING         | 10.0.0.1
                point                       | '(1,2)'                                | STRING         | (1,2)
                integer[]                   | '{1,2}'                                | STRING         | {1,2}
                int4range                   | '[1,5)'                                | STRING         | [1,5)
                """);
    }

    @Test
    void mariaDb() throws Exception {
        check(
                TestDatabases.mariaDb(),
                """
                tinyint                     | -128                                   | SBYTE          | -128
                tinyint unsigned            | 255                                    | INT16          | 255
                boolean                     | true                                   | BOOLEAN        | true
                smallint                    | -32768                                 | INT16          | -32768
                smallint unsigned           | 65535                                  | INT32          | 65535
                mediumint                   | -8388608                               | INT32          | -8388608
                int                         | -2147483648                            | INT32          | -2147483648
                int unsigned                | 4294967295                             | INT64          | 4294967295
                bigint                      | 9223372036854775807                    | INT64          | 9223372036854775807
                bigint unsigned             | 18446744073709551615                   | DECIMAL        | 18446744073709551615
                decimal(38,10)              | -1234567890123456789012345678.0123456789 | DECIMAL      | -1234567890123456789012345678.0123456789
                float                       | 1.5                                    | SINGLE         | 1.5
                double                      | 1e300                                  | DOUBLE         | 1.0E300
                bit(1)                      | b'1'                                   | UINT64         | 1
                bit(12)                     | b'100000000001'                        | UINT64         | 2049
                varchar(9) character set utf8mb4 | 'ä ''x'                           | STRING         | ä 'x
                char(3)                     | 'ab'                                   | STRING         | ab
                longtext                    | 'x'                                    | STRING         | x
                json                        | '{"a": 1.10}'                          | STRING         | {"a": 1.10}
                enum('a','b')               | 'b'                                    | STRING         | b
                set('a','b')                | 'a,b'                                  | STRING         | a,b
                varbinary(9)                | X'00ff'                                | BYTE_ARRAY     | 00FF
                blob                        | X'00ff'                                | BYTE_ARRAY     | 00FF
                date                        | '2026-01-31'                           | DATETIME       | 2026-01-31 00:00:00
                datetime(6)                 | '2026-03-29 02:30:00.123456'           | DATETIME       | 2026-03-29 02:30:00.123456
                timestamp(6) null           | '2026-01-31 08:00:00.123456'           | DATETIME       | 2026-01-31 08:00:00.123456
                time(6)                     | '-30:59:59.123456'                     | TIMESPAN       | -1.06:59:59.1234560
                year                        | 2026                                   | INT32          | 2026
                """);
    }

    /** A table with a column for each line, one row with the values and one without. */
    private static void check(SqlDatabase database, String lines) throws Exception {
        List<String[]> cases = new ArrayList<>();
        lines.lines().forEach(line -> cases.add(line.split("\\s*\\|\\s*")));
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String[] each : cases) {
            columns.add("c" + columns.size() + " " + each[0]);
            values.add(each[1]);
            expected.add(each[0] + ": " + each[2] + " " + each[3]);
        }
        TestDatabases.execute(
                database,
                "CREATE TABLE types (" + String.join(", ", columns) + ")",
                "INSERT INTO types VALUES (" + String.join(", ", values) + ")",
                "INSERT INTO types (c0) VALUES (NULL)");
        Dataset<Row> rows = new SqlSource(
                        database,
                        Optional.of(new TableName(Optional.empty(), "types")),
                        SqlSourceSettings.of(Optional.empty()))
                .read(SharedSpark.session());
        List<Row> found = rows.orderBy(rows.col("c1").isNull())
                .select(java.util.Arrays.stream(rows.schema().fields())
                        .map(SqlTypesTest::shown)
                        .toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList();

        List<String> actual = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            StructField field = rows.schema().fields()[i];
            actual.add(cases.get(i)[0] + ": " + InterimType.of(field) + " "
                    + found.get(0).get(i));
        }
        assertThat(actual).containsExactlyElementsOf(expected);
        for (int i = 0; i < cases.size(); i++) {
            assertThat(found.get(1).isNullAt(i)).as(cases.get(i)[0]).isTrue();
        }
    }

    private static org.apache.spark.sql.Column shown(StructField field) {
        org.apache.spark.sql.Column column = org.apache.spark.sql.functions.col(field.name());
        org.apache.spark.sql.Column text = field.dataType() instanceof BinaryType
                ? org.apache.spark.sql.functions.hex(column)
                : column.cast("string");
        return InterimType.of(field) == InterimType.STRING
                ? org.apache.spark.sql.functions.rtrim(text).as(field.name())
                : text.as(field.name());
    }
}
