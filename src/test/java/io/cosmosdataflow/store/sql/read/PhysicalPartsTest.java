package io.cosmosdataflow.store.sql.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Option;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Partitioning;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.TestDatabases;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PhysicalPartsTest {

    @Test
    void partitionsOfPostgreSqlAreReadByThemselves() throws Exception {
        SqlDatabase database = TestDatabases.postgres();
        TestDatabases.execute(
                database,
                "CREATE TABLE t (id int, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE \"t Low\" (name text, id int)",
                "ALTER TABLE t ATTACH PARTITION \"t Low\" FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE t_high PARTITION OF t FOR VALUES FROM (10) TO (100)",
                "CREATE TABLE t_rest PARTITION OF t DEFAULT",
                "INSERT INTO t SELECT x, 'n' || x FROM generate_series(1, 20) x",
                "INSERT INTO t VALUES (NULL, 'nothing')");

        check(database, "[15,n15]", "t_high");
        Dataset<Row> query =
                read(database, Optional.of("SELECT name FROM ?AdfTabularPartitionName WHERE id > 8"), List.of());
        assertThat(query.rdd().getNumPartitions()).isEqualTo(3);
        assertThat(query.count()).isEqualTo(12);
    }

    @Test
    void partitionsOfMariaDbAreReadByThemselves() throws Exception {
        SqlDatabase database = TestDatabases.mariaDb();
        TestDatabases.execute(
                database,
                "CREATE TABLE t (id int, name varchar(20)) PARTITION BY RANGE (id) (PARTITION low VALUES LESS THAN (10),"
                        + " PARTITION t_high VALUES LESS THAN (100), PARTITION rest VALUES LESS THAN MAXVALUE)",
                "INSERT INTO t SELECT seq, CONCAT('n', seq) FROM seq_1_to_20",
                "INSERT INTO t VALUES (NULL, 'nothing')");

        check(database, "[15,n15]", "t_high");
    }

    @Test
    void rangesOfRealServersGiveEachRowOnce() throws Exception {
        SqlDatabase postgres = TestDatabases.postgres();
        TestDatabases.execute(
                postgres,
                "CREATE TABLE t (at timestamptz PRIMARY KEY, id bigint)",
                "INSERT INTO t SELECT TIMESTAMPTZ '2020-01-01 00:00:00.5+00' + x * INTERVAL '1 hour', x - 5"
                        + " FROM generate_series(1, 20) x");
        SqlDatabase mariaDb = TestDatabases.mariaDb();
        TestDatabases.execute(
                mariaDb,
                "CREATE TABLE t (at datetime(3) PRIMARY KEY, id bigint)",
                "INSERT INTO t SELECT TIMESTAMPADD(HOUR, seq, '2020-01-01 00:00:00.5'), CAST(seq AS SIGNED) - 5 FROM seq_1_to_20");
        for (SqlDatabase database : List.of(postgres, mariaDb)) {
            for (String column : new String[] {null, "id"}) {
                Dataset<Row> rows = read(database, range(column, null, null));
                assertThat(rows.rdd().getNumPartitions()).isEqualTo(2);
                assertThat(rows.collectAsList()).hasSize(20).doesNotHaveDuplicates();
            }
        }
        // PostgreSQL's bounds are the least and the greatest value to copy; other databases' are strides
        assertThat(read(postgres, range("id", "1", "4")).count()).isEqualTo(4);
        assertThat(read(mariaDb, range("id", "1", "4")).count()).isEqualTo(20);
    }

    private static void check(SqlDatabase database, String row, String name) {
        Dataset<Row> all = read(database, Optional.empty(), List.of());
        assertThat(all.rdd().getNumPartitions()).isEqualTo(3);
        assertThat(all.collectAsList().stream().map(Row::toString))
                .hasSize(21)
                .contains(row, "[null,nothing]")
                .doesNotHaveDuplicates();
        assertThat(read(database, Optional.empty(), List.of(name)).count()).isEqualTo(11);
    }

    private static Partitioning range(String column, String lower, String upper) {
        return new Partitioning(
                Option.RANGE,
                Optional.ofNullable(column),
                Optional.ofNullable(lower),
                Optional.ofNullable(upper),
                List.of());
    }

    private static Dataset<Row> read(SqlDatabase database, Optional<String> query, List<String> names) {
        return read(
                database,
                query,
                new Partitioning(Option.PHYSICAL, Optional.empty(), Optional.empty(), Optional.empty(), names));
    }

    private static Dataset<Row> read(SqlDatabase database, Partitioning partitioning) {
        return read(database, Optional.empty(), partitioning);
    }

    private static Dataset<Row> read(SqlDatabase database, Optional<String> query, Partitioning partitioning) {
        return new SqlSource(
                        database,
                        Optional.of(new TableName(Optional.empty(), "t")),
                        new SqlSourceSettings(
                                query, Optional.empty(), Optional.empty(), OptionalInt.empty(), partitioning))
                .read(SharedSpark.session());
    }
}
