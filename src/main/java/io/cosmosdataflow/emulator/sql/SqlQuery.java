package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.Select;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.syntax.SqlParser;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.Collections;
import java.util.Iterator;

/**
 * A query with its parameters, ready to run over documents; safe for use by several threads.
 *
 * <p>Values that a query hands through (documents, properties) are the very nodes of the input, not copies.
 */
public final class SqlQuery {
    private final Select select;
    private final Parameters parameters;
    private final CompiledSelect compiled;
    private final int width;

    private SqlQuery(Select select, Parameters parameters) {
        this.select = select;
        this.parameters = parameters;
        SelectCompiler compiler = new SelectCompiler(parameters);
        this.compiled = compiler.compile(select, null, true);
        this.width = compiler.width();
    }

    /**
     * Parses and checks a query.
     *
     * @param parameters {@code [{"name":"@x","value":1}]}, or null for none
     * @throws SqlException in the service's words where the query is wrong
     */
    public static SqlQuery parse(String text, JsonNode parameters) {
        return new SqlQuery(SqlParser.query(text), new Parameters(parameters));
    }

    /**
     * The condition of a patch, such as {@code from c where c.n > 1}.
     *
     * @throws SqlException in the service's words where the condition is wrong
     */
    public static boolean condition(String fromWhere, JsonNode document) {
        return new SqlQuery(SqlParser.patchCondition(fromWhere), new Parameters(null)).matches(document);
    }

    /** Whether each result is a document of the container as it stands, in the order of the container. */
    public boolean selectsWholeDocuments() {
        boolean plain = select.inputs().size() == 1
                && overWholeContainer()
                && !select.distinct()
                && select.groupBy().isEmpty()
                && select.orderBy().isEmpty()
                && select.limits().top() == null
                && select.limits().offset() == null;
        if (!plain || select.projection() instanceof Select.Everything) {
            return plain;
        }
        return select.projection() instanceof Select.SingleValue single
                && single.expression() instanceof QueryExpression.Name name
                && name.name().equals(ItemNames.alias(select.inputs().get(0)));
    }

    /** Whether FROM and WHERE keep each document exactly once. */
    public boolean matchesAll() {
        boolean all = select.where() == null
                || select.where() instanceof QueryExpression.Literal literal && Values.isTrue(literal.value());
        return all && select.inputs().size() == 1 && overWholeContainer();
    }

    /**
     * Whether each document gives its results alone, in the order of the container, so that a run may stop behind any
     * document and another go on there: no aggregate, DISTINCT, GROUP BY, ORDER BY, TOP or OFFSET.
     */
    public boolean isPerDocument() {
        return !select.inputs().isEmpty() && select.isLocal();
    }

    private boolean overWholeContainer() {
        Select.Input first = select.inputs().get(0);
        return !first.iterated()
                && first.source() instanceof Select.PathSource path
                && path.steps().isEmpty();
    }

    /** Whether FROM and WHERE keep the document. */
    public boolean matches(JsonNode document) {
        return compiled.matches(Collections.singletonList(document).iterator(), new JsonNode[width]);
    }

    /** The results; filters, projections, TOP and OFFSET work document by document as results are asked for. */
    public Iterator<JsonNode> run(Iterator<JsonNode> documents) {
        return compiled.run(documents, new JsonNode[width]);
    }

    /**
     * What a client needs to merge the results of several partitions.
     *
     * @return {@code partitionedQueryExecutionInfoVersion}, {@code queryInfo} and {@code queryRanges} in the service's
     *     form
     * @throws SqlException where the results of several partitions cannot be merged
     */
    public ObjectNode plan() {
        return new QueryPlanner(select, parameters).plan();
    }

    /** The plan of a query within one partition key: the server does everything, so every query has one. */
    public ObjectNode planWithinPartitionKey() {
        return new QueryPlanner(select, parameters).planWithoutMerging();
    }
}
