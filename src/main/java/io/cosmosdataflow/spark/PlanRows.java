package io.cosmosdataflow.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CollectMetrics;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.Repartition;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * What the partitions of a plan are when they are computed again.
 *
 * @param ordered whether rows keep their order
 * @param sameRows whether there are the same rows, but for the values of {@code unstable}
 * @param unstable attributes whose values may be others
 */
record PlanRows(boolean ordered, boolean sameRows, Set<ExprId> unstable) {

    private static final PlanRows UNKNOWN = new PlanRows(false, false, Set.of());

    static PlanRows of(LogicalPlan plan) {
        List<LogicalPlan> children = list(plan.children());
        if (children.isEmpty()) {
            return leaf(plan);
        }
        List<PlanRows> inputs = children.stream().map(PlanRows::of).toList();
        PlanRows input = inputs.get(0);
        if (passes(plan)) {
            return input;
        }
        if (plan instanceof Project project) {
            return input.with(list(project.projectList()));
        }
        if (plan instanceof Filter filter) {
            return input.only(List.of(filter.condition()));
        }
        if (plan instanceof Generate generate) {
            Expression generator = (Expression) generate.generator();
            return input.depends(generator) ? input.unknownRows() : input;
        }
        if (plan instanceof Expand expand) {
            return expanded(expand, input);
        }
        if (plan instanceof Union union) {
            return union(union, children, inputs);
        }
        return shuffled(plan, inputs);
    }

    private static boolean passes(LogicalPlan plan) {
        return plan instanceof SubqueryAlias
                || plan instanceof View
                || plan instanceof ResolvedHint
                || plan instanceof CollectMetrics
                || plan instanceof Repartition repartition && !repartition.shuffle();
    }

    private static PlanRows leaf(LogicalPlan plan) {
        if (plan instanceof DataSourceV2Relation relation) {
            return new PlanRows(!(relation.table() instanceof UnorderedRows), true, Set.of());
        }
        if (plan instanceof LogicalRelation relation) {
            return new PlanRows(relation.relation() instanceof HadoopFsRelation, true, Set.of());
        }
        boolean given = plan instanceof LocalRelation
                || plan instanceof LogicalRDD
                || plan instanceof OneRowRelation
                || plan instanceof Range;
        return given ? new PlanRows(true, true, Set.of()) : UNKNOWN;
    }

    /** Behind a shuffle, or what may be one. */
    private static PlanRows shuffled(LogicalPlan plan, List<PlanRows> inputs) {
        PlanRows input = inputs.get(0).unordered();
        if (plan instanceof Aggregate aggregate) {
            PlanRows grouped = input.only(list(aggregate.groupingExpressions()));
            return grouped.with(list(aggregate.aggregateExpressions()));
        }
        if (plan instanceof Join join) {
            PlanRows other = inputs.get(1);
            Set<ExprId> unstable = new HashSet<>(input.unstable);
            unstable.addAll(other.unstable);
            PlanRows both = new PlanRows(false, input.sameRows && other.sameRows, unstable);
            return join.condition().isDefined()
                    ? both.only(List.of(join.condition().get()))
                    : both;
        }
        if (plan instanceof Window window) {
            return input.only(list(window.partitionSpec()))
                    .with(list(window.windowExpressions()), list(window.child().output()));
        }
        if (plan instanceof Sort sort) {
            List<Expression> keys = new ArrayList<>(list(sort.order()));
            return input.only(keys);
        }
        if (plan instanceof RepartitionByExpression by) {
            List<Expression> keys = list(by.partitionExpressions());
            return keys.isEmpty() ? input.roundRobin() : input.only(keys);
        }
        if (plan instanceof Repartition) {
            return input.roundRobin();
        }
        if (plan instanceof Distinct) {
            return input.roundRobin();
        }
        if (plan instanceof Deduplicate deduplicate) {
            Set<ExprId> unstable = ids(deduplicate.child().output());
            unstable.removeAll(ids(deduplicate.keys()));
            unstable.addAll(input.unstable);
            return new PlanRows(false, input.sameRows, unstable).only(List.copyOf(list(deduplicate.keys())));
        }
        return UNKNOWN;
    }

    private static PlanRows expanded(Expand expand, PlanRows input) {
        Set<ExprId> unstable = new HashSet<>(input.unstable);
        List<Attribute> output = list(expand.output());
        for (Seq<Expression> projection : list(expand.projections())) {
            List<Expression> values = list(projection);
            for (int i = 0; i < values.size(); i++) {
                if (input.depends(values.get(i))) {
                    unstable.add(output.get(i).exprId());
                }
            }
        }
        return new PlanRows(input.ordered, input.sameRows, unstable);
    }

    private static PlanRows union(Union union, List<LogicalPlan> children, List<PlanRows> inputs) {
        Set<ExprId> unstable = new HashSet<>();
        List<Attribute> output = list(union.output());
        for (int child = 0; child < inputs.size(); child++) {
            List<Attribute> columns = list(children.get(child).output());
            for (int i = 0; i < columns.size(); i++) {
                if (inputs.get(child).unstable.contains(columns.get(i).exprId())) {
                    unstable.add(output.get(i).exprId());
                }
            }
        }
        return new PlanRows(
                inputs.stream().allMatch(PlanRows::ordered), inputs.stream().allMatch(PlanRows::sameRows), unstable);
    }

    private PlanRows unordered() {
        return new PlanRows(false, sameRows, unstable);
    }

    private PlanRows unknownRows() {
        return new PlanRows(ordered, false, unstable);
    }

    /** Spark sorts rows by all of their values before it deals them out, so that each goes to the same place again. */
    private PlanRows roundRobin() {
        return new PlanRows(false, sameRows && unstable.isEmpty(), unstable);
    }

    /** Rows that stay, or go, by these values. */
    private PlanRows only(List<? extends Expression> values) {
        return values.stream().anyMatch(this::depends) ? unknownRows() : this;
    }

    private PlanRows with(List<? extends NamedExpression> outputs) {
        return with(outputs, List.of());
    }

    /** @param passed attributes that the rows have besides */
    private PlanRows with(List<? extends NamedExpression> outputs, List<Attribute> passed) {
        Set<ExprId> now = new HashSet<>();
        for (NamedExpression output : outputs) {
            if (depends((Expression) output)) {
                now.add(output.exprId());
            }
        }
        passed.stream().map(Attribute::exprId).filter(unstable::contains).forEach(now::add);
        return new PlanRows(ordered, sameRows, now);
    }

    /** Whether the value may be another one. */
    private boolean depends(Expression value) {
        if (value instanceof NamedExpression named && unstable.contains(named.exprId())) {
            return true;
        }
        if (RowOrder.asked(value) || !ordered && RowOrder.counts(value)) {
            return true;
        }
        return list(value.children()).stream().anyMatch(this::depends);
    }

    private static Set<ExprId> ids(Seq<Attribute> attributes) {
        Set<ExprId> ids = new HashSet<>();
        list(attributes).forEach(each -> ids.add(each.exprId()));
        return ids;
    }

    private static <T> List<T> list(Seq<T> values) {
        return JavaConverters.seqAsJavaList(values);
    }
}
