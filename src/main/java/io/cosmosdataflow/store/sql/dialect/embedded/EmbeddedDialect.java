package io.cosmosdataflow.store.sql.dialect.embedded;

import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.StandIn;
import io.cosmosdataflow.store.sql.dialect.TextParameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded database of local mode, in any of its modes.
 *
 * @param server that it stands in for
 */
public record EmbeddedDialect(SqlDialect server) implements SqlDialect {

    public static final String QUOTES = "\"\"";

    /** H2's codes of a syntax error, an unknown function, an unknown type, and of what it does not support. */
    private static final Set<Integer> NOT_UNDERSTOOD = Set.of(42000, 42001, 90022, 50004, 50100);

    /** Whether the statement has what H2 does not know, so that another database may. */
    public static boolean notUnderstood(int code) {
        return NOT_UNDERSTOOD.contains(code);
    }

    /**
     * Where a table of local mode comes from.
     *
     * @param service name of the linked service
     */
    public static String seed(String service) {
        return "In local mode a table begins with the file DIR/" + service + "/<schema>.<table>.csv, .json or"
                + " .jsonl of the directory of --local, which is read when the database is made. Check the name, or add"
                + " the file and delete DIR/.sql/" + service + ".mv.db, with all that runs have written to it.";
    }

    @Override
    public String quotes() {
        return QUOTES;
    }

    @Override
    public List<Driver> drivers() {
        return List.of(new Driver("org.h2.Driver", "com.h2database:h2:2.2.224"));
    }

    @Override
    public String url(SqlLinkedService service, Driver driver) {
        throw new UnsupportedOperationException("the embedded database stands in for a server");
    }

    @Override
    public Map<String, String> properties(SqlLinkedService service, Driver driver) {
        return Map.of();
    }

    /** {@inheritDoc} In Oracle's mode they are not. */
    @Override
    public boolean boundsAreLimits() {
        return server.boundsAreLimits() && !datesHaveTimes();
    }

    @Override
    public boolean datesHaveTimes() {
        return server.datesHaveTimes();
    }

    @Override
    public Optional<String> createSchema(String schema) {
        return Optional.of("CREATE SCHEMA IF NOT EXISTS " + quote(schema));
    }

    /** {@inheritDoc} A text is a JSON string to H2, and bytes are JSON. */
    @Override
    public Optional<TextParameter> texts(int jdbcType, String typeName) {
        return typeName.equals("json")
                ? Optional.of((statement, parameter, text) ->
                        statement.setBytes(parameter, text.getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    @Override
    public StandIn standIn() {
        return server.standIn();
    }

    @Override
    public boolean unauthorized(String state, int code) {
        return state.startsWith("28");
    }

    @Override
    public boolean tableMissing(String state, int code) {
        return state.equals("42S02") || state.equals("42S03") || state.equals("42S04") || state.equals("90079");
    }
}
