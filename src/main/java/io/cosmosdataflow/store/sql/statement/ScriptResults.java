package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.spark.DriverRows;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer.ResultRows;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.read.TakenRows;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Takes what the statements of a block give, while they run. */
final class ScriptResults {

    /** For messages. */
    static final String WHAT = "the script";

    static final int MOST_RESULTS = 1_000;
    private static final long MOST_MESSAGE_BYTES = 4L << 20;

    private final SqlDatabase database;
    private final ScriptBlock block;
    private final List<TakenRows> results = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private int rows;
    private long bytes;
    private long affected;
    private long leftOut;
    private long messageBytes;

    ScriptResults(SqlDatabase database, ScriptBlock block) {
        this.database = database;
        this.block = block;
    }

    /**
     * All results, and all messages. A statement has ended only when all its results have been looked at: the last one may
     * be an error.
     *
     * @param first whether the first result has rows
     */
    void take(Statement statement, boolean first) throws SQLException {
        boolean hasRows = first;
        while (true) {
            if (hasRows) {
                if (block.query() || outputs(block.parameters()).findAny().isPresent()) {
                    take(statement.getResultSet());
                }
            } else {
                long count = updateCount(statement);
                if (count == -1) {
                    break;
                }
                affected += Math.max(0, count);
            }
            hasRows = statement.getMoreResults();
        }
        for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
            message(
                    block.secret()
                            ? SqlFaults.text(database, SqlSession.withoutSecrets(each, block))
                            : String.valueOf(each.getMessage()));
        }
    }

    /** Drivers of JDBC before 4.2 have the short one alone. */
    private static long updateCount(Statement statement) throws SQLException {
        try {
            return statement.getLargeUpdateCount();
        } catch (UnsupportedOperationException | SQLFeatureNotSupportedException | AbstractMethodError e) {
            return statement.getUpdateCount();
        }
    }

    private void message(String text) {
        messageBytes += text.getBytes(StandardCharsets.UTF_8).length + 1;
        if (messageBytes <= MOST_MESSAGE_BYTES) {
            messages.add(text);
        }
    }

    private void take(ResultSet result) throws SQLException {
        try (result) {
            if (results.size() >= MOST_RESULTS) {
                leftOut++;
                return;
            }
            TakenRows taken = TakenRows.of(result, database, WHAT, block.mostRows() - rows, block.mostBytes() - bytes);
            rows += taken.rows().size();
            bytes += taken.bytes();
            results.add(taken);
        }
    }

    void output(String parameter, String value) {
        outputs.put(parameter, value);
    }

    /** Values of the columns that are called as parameters that come back, else of those in the same place. */
    void outputsOfFirstRow(List<StatementParameter> parameters) {
        List<StatementParameter> wanted = outputs(parameters).toList();
        Optional<TakenRows> row =
                results.stream().filter(each -> !each.rows().isEmpty()).findFirst();
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i).name();
            int place = i;
            output(name, row.map(each -> each.first(name, place)).orElse(null));
        }
    }

    private static Stream<StatementParameter> outputs(List<StatementParameter> parameters) {
        return parameters.stream().filter(StatementParameter::comesBack);
    }

    ScriptAnswer answer(SparkSession spark) {
        List<ResultRows> given = results.stream()
                .filter(each -> block.query())
                .map(each -> new ResultRows(
                        DriverRows.of(spark, each.schema(), each.rows()),
                        each.count(),
                        each.rows().size()))
                .toList();
        return new ScriptAnswer(
                given,
                given.size() + (block.query() ? leftOut : 0),
                affected,
                outputs,
                messages,
                messageBytes > MOST_MESSAGE_BYTES);
    }
}
