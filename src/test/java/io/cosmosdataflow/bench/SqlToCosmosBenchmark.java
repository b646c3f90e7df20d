package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.copy;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A Copy activity from a table of PostgreSQL to Cosmos DB against Spark's JDBC source and the connector by hand,
 * alternating on the same servers, which run in processes of their own. Started by {@code scripts/bench mapping}.
 *
 * <p>Arguments: endpoint, key, working directory, host, port, user and password of the database, number of rows, number
 * of rounds.
 */
public final class SqlToCosmosBenchmark {

    private static final String KIND = "PostgreSQL to Cosmos";

    private final BenchAccount account;
    private final SparkSession spark;
    private final FactoryFiles factory;
    private final LocalStores stores;
    private final Login login;

    private record Login(String host, String port, String user, String password) {

        String url() {
            return "jdbc:postgresql://" + host + ":" + port + "/postgres";
        }
    }

    private SqlToCosmosBenchmark(URI endpoint, String key, Path directory, Login login, SparkSession spark) {
        this.login = login;
        this.spark = spark;
        this.factory = FactoryFiles.in(directory.resolve("sqlFactory"))
                .linkedService(
                        "Postgres",
                        "PostgreSqlV2",
                        """
                        {"server": "%s", "port": %s, "database": "postgres", "username": "%s", "sslMode": 0,
                         "authenticationType": "Basic", "password": {"type": "SecureString", "value": "%s"}}"""
                                .formatted(login.host(), login.port(), login.user(), login.password()))
                .dataset("Source", "PostgreSqlV2Table", "Postgres", "{\"schema\": \"public\", \"table\": \"orders\"}");
        this.account = new BenchAccount(endpoint, key, factory.database());
        this.stores = new LocalStores(Optional.empty(), Optional.empty()).withCosmos(endpoint, key);
    }

    public static void main(String[] arguments) throws SQLException {
        SparkSession spark = BenchSpark.session("sql");
        try {
            Login login = new Login(arguments[3], arguments[4], arguments[5], arguments[6]);
            new SqlToCosmosBenchmark(URI.create(arguments[0]), arguments[1], Path.of(arguments[2]), login, spark)
                    .run(Integer.parseInt(arguments[7]), Integer.parseInt(arguments[8]));
        } finally {
            spark.stop();
        }
    }

    private void run(int rows, int rounds) throws SQLException {
        System.out.printf("%,d rows of a table, %d rounds%n", rows, rounds);
        fill(Math.max(1, rows / 10));
        for (int round = 1 - Timings.WARM_UP; round <= 0; round++) {
            round(round, new Timings());
        }
        fill(rows);
        Timings timings = new Timings();
        for (int round = 1; round <= rounds; round++) {
            round(round, timings);
        }
        timings.print(rows);
    }

    private void fill(int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS orders");
            statement.execute(
                    """
                    CREATE TABLE orders AS SELECT
                      'order-' || n AS id, 'customer-' || n %% 5000 AS customer, n AS number,
                      cast(n * 0.25 AS double precision) AS weight, cast(n * 0.01 AS numeric(18, 4)) AS price,
                      n %% 3 = 0 AS active, timestamp '2025-03-01 10:20:30' + n * interval '1 minute' AS ordered,
                      CASE WHEN n %% 20 > 0 THEN 'a note of some length for order ' || n END AS note
                    FROM generate_series(1, %d) AS n"""
                            .formatted(rows));
        }
    }

    /** Once by either side; the side that begins changes with the round. */
    private void round(int round, Timings timings) {
        account.create("theirs");
        if (Math.floorMod(round, 2) == 0) {
            timings.measure(KIND, "theirs", this::byHand);
            timings.measure(KIND, "ours", this::ours);
        } else {
            timings.measure(KIND, "ours", this::ours);
            timings.measure(KIND, "theirs", this::byHand);
        }
        account.drop("ours");
        account.drop("theirs");
    }

    private void ours() {
        factory.container("Sink", "ours")
                .pipeline(
                        "Bench",
                        copy(
                                "Copy",
                                "Source",
                                "{\"type\": \"PostgreSqlV2Source\"}",
                                "Sink",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}"));
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(stores)
                .pipeline("Bench")
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private void byHand() {
        account.write(
                spark.read()
                        .format("jdbc")
                        .option("url", login.url())
                        .option("user", login.user())
                        .option("password", login.password())
                        .option("dbtable", "orders")
                        .option("fetchsize", "10000")
                        .load(),
                "theirs",
                "ItemOverwrite");
    }
}
