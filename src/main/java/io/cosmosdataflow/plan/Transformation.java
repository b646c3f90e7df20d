package io.cosmosdataflow.plan;

import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.statement.StatementContext;
import java.util.Optional;

/** How the statements of one transformation are analysed. */
@FunctionalInterface
interface Transformation {

    /** Empty if something is so wrong that the stream cannot be described; it is reported. */
    Optional<Node> analyze(StatementContext context);
}
