package io.cosmosdataflow.plan.explain;

import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.script.Script.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A plan with the statements that it is made of. */
public final class Explanation {

    private final DataFlowPlan plan;
    private final Map<Span, Statement> statements = new HashMap<>();

    /** @param flows the data flow, and the flowlets that it uses */
    public Explanation(DataFlowPlan plan, Collection<ParsedFlow> flows) {
        this.plan = Objects.requireNonNull(plan, "plan");
        flows.forEach(
                flow -> flow.script().statements().forEach(statement -> statements.put(statement.span(), statement)));
    }

    /** Every stream in the order of the data, with what it does and the columns that come out; then the sinks. */
    public String text() {
        return new PlanText(this).text();
    }

    /** The streams as boxes with their columns, in SVG; complete in itself. */
    public String svg() {
        return Picture.of(this);
    }

    DataFlowPlan plan() {
        return plan;
    }

    /** The statement of the script, which a node has the place of. */
    Optional<Statement> statement(Node node) {
        return Optional.ofNullable(statements.get(node.shape().span()));
    }
}
