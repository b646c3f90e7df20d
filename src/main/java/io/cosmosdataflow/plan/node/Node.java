package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.demand.HttpCall;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/** One transformation of the plan. */
public sealed interface Node {

    Shape shape();

    <R> R accept(Visitor<R> visitor);

    default String name() {
        return shape().name();
    }

    /**
     * What all transformations have.
     *
     * @param transformation the word in the script: {@code derive}, {@code foldDown}, ...
     * @param inputs in order
     * @param schema of the stream that comes out; of a split, of each branch
     * @param branches names of the branches of a split; else empty
     */
    record Shape(
            String name,
            String transformation,
            List<StreamName> inputs,
            StreamSchema schema,
            List<String> branches,
            Optional<Partitioning> partitioning,
            Span span) {
        public Shape {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(transformation, "transformation");
            inputs = List.copyOf(inputs);
            Objects.requireNonNull(schema, "schema");
            branches = List.copyOf(branches);
            Objects.requireNonNull(partitioning, "partitioning");
            Objects.requireNonNull(span, "span");
        }

        public List<StreamName> outputs() {
            return branches.isEmpty()
                    ? List.of(StreamName.of(name))
                    : branches.stream()
                            .map(branch -> StreamName.of(name, branch))
                            .toList();
        }
    }

    /** One method for each kind of transformation; without a default, so that a new kind must be handled. */
    interface Visitor<R> {
        R source(Source node);

        R sink(Sink node);

        R project(Project node);

        R filter(Filter node);

        R aggregate(Aggregate node);

        R join(Join node);

        R lookup(Lookup node);

        R exists(Exists node);

        R union(Union node);

        R split(Split node);

        R alterRow(AlterRow node);

        R keyGenerate(KeyGenerate node);

        R window(Window node);

        R rank(Rank node);

        R pivot(Pivot node);

        R unpivot(Unpivot node);

        R sort(Sort node);

        R flatten(Flatten node);

        R parse(Parse node);

        R assertion(Assertion node);

        R externalCall(ExternalCall node);
    }

    /** A column of a projection: {@code name as type 'format'}. */
    record ProjectedColumn(String name, DataType type, List<String> formats) {
        public ProjectedColumn {
            formats = List.copyOf(formats);
        }
    }

    /**
     * Where a source or sink of the script is bound to: a dataset, or a linked service with the rest in the
     * settings. Both empty for a cache sink.
     */
    record Binding(Optional<Reference> dataset, Optional<Reference> linkedService, Span span) {
        public Binding {
            Objects.requireNonNull(dataset, "dataset");
            Objects.requireNonNull(linkedService, "linkedService");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * @param settings the script's properties, evaluated
     * @param projection empty if the source declares no columns
     * @param limit rows to read at most; 0 for all
     */
    record Source(
            Shape shape,
            Binding binding,
            JsonObject settings,
            List<ProjectedColumn> projection,
            boolean allowSchemaDrift,
            boolean validateSchema,
            boolean inferDriftedColumnTypes,
            long limit)
            implements Node {
        public Source {
            projection = List.copyOf(projection);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.source(this);
        }
    }

    /**
     * @param columns what is written, under the names of the sink
     * @param order sinks with lower numbers are written first
     * @param methods row policies that the sink takes
     */
    record Sink(
            Shape shape,
            Binding binding,
            JsonObject settings,
            List<Output> columns,
            UpdateMethods methods,
            List<String> keys,
            int order,
            SinkTarget target)
            implements Node {
        public Sink {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sink(this);
        }
    }

    /** Which row policies a sink takes; {@code declared} is false if the script says nothing of them. */
    record UpdateMethods(
            boolean insertable, boolean updateable, boolean upsertable, boolean deletable, boolean declared) {}

    /**
     * New columns from old: select, derive, cast, stringify.
     *
     * @param casts columns whose conversion marks a row as failed where it gives NULL for a value
     */
    record Project(Shape shape, List<Output> columns, List<Cast> casts) implements Node {
        public Project {
            columns = List.copyOf(columns);
            casts = List.copyOf(casts);
        }

        public Project(Shape shape, List<Output> columns) {
            this(shape, columns, List.of());
        }

        /** @param from before the conversion; @param to after */
        public record Cast(String name, TypedExpression from, TypedExpression to) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.project(this);
        }
    }

    record Filter(Shape shape, TypedExpression condition) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.filter(this);
        }
    }

    /** @param groups empty: all rows are one group */
    record Aggregate(Shape shape, List<Output> groups, List<Output> aggregates) implements Node {
        public Aggregate {
            groups = List.copyOf(groups);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.aggregate(this);
        }
    }

    /**
     * @param right the right side's columns under the slots that they have in the result, in the order of the
     *     right stream
     * @param score name of the column with the similarity of a fuzzy match
     */
    record Join(
            Shape shape,
            Type type,
            Optional<TypedExpression> condition,
            List<StreamColumn> right,
            Broadcast broadcast,
            Optional<Output> score)
            implements Node {
        public Join {
            right = List.copyOf(right);
        }

        /** {@code left_outer} and the like are spellings of the documentation. */
        public enum Type {
            inner,
            left,
            right,
            outer,
            cross
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.join(this);
        }
    }

    /** A left join that marks rows with a match; {@code multiple} false gives one row at most. */
    record Lookup(
            Shape shape,
            TypedExpression condition,
            List<StreamColumn> right,
            boolean multiple,
            Pickup pickup,
            List<SortKey> order,
            Broadcast broadcast)
            implements Node {
        public Lookup {
            right = List.copyOf(right);
            order = List.copyOf(order);
        }

        /** Which of several matches is taken. */
        public enum Pickup {
            any,
            first,
            last
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lookup(this);
        }
    }

    /** @param right the right side's columns under the slots that the condition knows them by */
    record Exists(Shape shape, TypedExpression condition, List<StreamColumn> right, boolean negate, Broadcast broadcast)
            implements Node {
        public Exists {
            right = List.copyOf(right);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exists(this);
        }
    }

    /** @param branches for each input the columns of the result, in order */
    record Union(Shape shape, List<List<TypedExpression>> branches) implements Node {
        public Union {
            branches = branches.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.union(this);
        }
    }

    /** @param conditions one less than branches: the last branch has what no condition takes */
    record Split(Shape shape, List<TypedExpression> conditions, boolean allMatches) implements Node {
        public Split {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.split(this);
        }
    }

    /** The first condition that is true gives the row its policy. */
    record AlterRow(Shape shape, List<Map.Entry<io.cosmosdataflow.demand.RowPolicy, TypedExpression>> conditions)
            implements Node {
        public AlterRow {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alterRow(this);
        }
    }

    record KeyGenerate(Shape shape, StreamColumn key, long start, long step) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keyGenerate(this);
        }
    }

    /**
     * @param over what the rows of a partition have in common
     * @param frame empty: all rows of the partition, and of a sorted one those up to the current row and its equals
     * @param columns all that come out, in order
     */
    record Window(
            Shape shape, List<TypedExpression> over, List<SortKey> order, Optional<Frame> frame, List<Output> columns)
            implements Node {
        public Window {
            over = List.copyOf(over);
            order = List.copyOf(order);
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.window(this);
        }
    }

    record Rank(Shape shape, List<SortKey> order, boolean dense, StreamColumn rank) implements Node {
        public Rank {
            order = List.copyOf(order);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rank(this);
        }
    }

    /**
     * @param values of the key that become columns, in order; null is one too
     * @param cells for each value, one after the other, the columns of its aggregates
     */
    record Pivot(
            Shape shape,
            List<Output> groups,
            TypedExpression key,
            List<Object> values,
            List<Output> aggregates,
            List<StreamColumn> cells,
            boolean valuesKnown)
            implements Node {
        public Pivot {
            groups = List.copyOf(groups);
            values = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(values));
            aggregates = List.copyOf(aggregates);
            cells = List.copyOf(cells);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pivot(this);
        }
    }

    /**
     * @param rows for each row that an input row becomes: the value of the key column, then of the value columns
     * @param made the key column and the value columns
     */
    record Unpivot(
            Shape shape,
            List<StreamColumn> kept,
            List<List<TypedExpression>> rows,
            List<StreamColumn> made,
            boolean dropNulls)
            implements Node {
        public Unpivot {
            kept = List.copyOf(kept);
            rows = rows.stream().map(List::copyOf).toList();
            made = List.copyOf(made);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unpivot(this);
        }
    }

    record Sort(Shape shape, List<SortKey> order) implements Node {
        public Sort {
            order = List.copyOf(order);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sort(this);
        }
    }

    /** @param steps arrays to unroll, one after the other; {@code columns} are over their elements */
    record Flatten(Shape shape, List<Step> steps, List<Output> columns) implements Node {
        public Flatten {
            steps = List.copyOf(steps);
            columns = List.copyOf(columns);
        }

        /** @param element the column that holds one element; @param dropEmpty whether rows without any vanish */
        public record Step(TypedExpression array, StreamColumn element, boolean dropEmpty) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.flatten(this);
        }
    }

    /** @param columns all that come out; those in {@code parsed}, by slot, have the text that is parsed as value */
    record Parse(Shape shape, List<Output> columns, Set<String> parsed, TextFormat format) implements Node {
        public Parse {
            columns = List.copyOf(columns);
            parsed = Set.copyOf(parsed);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.parse(this);
        }
    }

    /** Rows that fail go on, marked; with {@code abort} the run ends. A second input is what rows may have to exist in. */
    record Assertion(Shape shape, List<Expectation> expectations, boolean abort) implements Node {
        public Assertion {
            expectations = List.copyOf(expectations);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.assertion(this);
        }
    }

    /**
     * An HTTP request for each row.
     *
     * @param columns all that come out; of the columns of the response the value is NULL here
     * @param request what the request is made of
     */
    record ExternalCall(Shape shape, Binding binding, HttpCall call, List<Output> columns, List<Output> request)
            implements Node {
        public ExternalCall {
            columns = List.copyOf(columns);
            request = List.copyOf(request);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.externalCall(this);
        }
    }
}
