package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.Replacement;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FieldValue;
import io.cosmosdataflow.plan.node.Node.Flatten.Step;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Arrays that are unrolled, and what paths mean then: below an array that is unrolled they lead into one
 * element. Each array on the way to the one that is asked for is unrolled too.
 */
final class Unrolling {

    private final StreamSchema input;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Path, StreamColumn> elements = new LinkedHashMap<>();
    private final Set<String> slots = new HashSet<>();

    /** A column, and names of fields inside it. */
    record Path(StreamColumn column, List<String> fields) {
        Path {
            fields = List.copyOf(fields);
        }

        /** Empty if the expression is something else than a path. */
        static Optional<Path> of(TypedExpression expression) {
            if (expression instanceof ColumnValue value) {
                return Optional.of(new Path(value.column(), List.of()));
            }
            if (!(expression instanceof FieldValue field)) {
                return Optional.empty();
            }
            return of(field.parent()).map(parent -> parent.below(field.field()));
        }

        Path below(String field) {
            List<String> deeper = new ArrayList<>(fields);
            deeper.add(field);
            return new Path(column, deeper);
        }

        /** Whether {@code other} is this path, or leads further. */
        boolean leadsTo(Path other) {
            return column.slot().equals(other.column.slot())
                    && fields.size() <= other.fields.size()
                    && fields.equals(other.fields.subList(0, fields.size()));
        }

        String shown() {
            return fields.isEmpty() ? column.name() : column.name() + "." + String.join(".", fields);
        }
    }

    Unrolling(StreamSchema input) {
        this.input = input;
        input.columns().forEach(column -> slots.add(column.slot()));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * Unrolls the arrays on the path.
     *
     * @param root rows without elements of an array up to here vanish
     * @return whether the path ends in an array
     */
    boolean add(Path path, Optional<Path> root) {
        TypedExpression value = new ColumnValue(path.column());
        Path at = new Path(path.column(), List.of());
        for (int i = 0; ; i++) {
            boolean array = value.type() instanceof ArrayType;
            value = element(at, value, root);
            if (i == path.fields().size()) {
                return array;
            }
            String name = path.fields().get(i);
            at = at.below(name);
            DataType type = fieldType(value.type(), name);
            value = new FieldValue(value, name, type);
        }
    }

    private TypedExpression element(Path at, TypedExpression value, Optional<Path> root) {
        if (!(value.type() instanceof ArrayType array)) {
            return value;
        }
        StreamColumn element = elements.get(at);
        if (element == null) {
            String name = at.fields().isEmpty()
                    ? at.column().name()
                    : at.fields().get(at.fields().size() - 1);
            String slot = StreamSchema.freeSlot("$$" + name, slots);
            slots.add(slot);
            element = new StreamColumn(name, slot, array.elementType(), false, List.of());
            elements.put(at, element);
            boolean dropEmpty = root.filter(at::leadsTo).isPresent();
            steps.add(new Step(value, element, dropEmpty));
        }
        return new ColumnValue(element);
    }

    private static DataType fieldType(DataType parent, String name) {
        if (parent instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                if (field.name().equals(name)) {
                    return field.dataType();
                }
            }
        }
        return Types.UNKNOWN;
    }

    /** The columns of the input, with the types that they have when the arrays are elements. */
    StreamSchema unrolled() {
        return input.withColumns(input.columns().stream()
                .map(column -> column.withType(type(new Path(column, List.of()), column.type())))
                .toList());
    }

    private DataType type(Path at, DataType type) {
        StreamColumn element = find(at).orElse(null);
        DataType inside = element == null ? type : element.type();
        boolean further = elements.keySet().stream()
                .anyMatch(path ->
                        at.leadsTo(path) && path.fields().size() > at.fields().size());
        if (!further || !(inside instanceof StructType struct)) {
            return inside;
        }
        StructType changed = new StructType();
        for (StructField field : struct.fields()) {
            changed = changed.add(field.name(), type(at.below(field.name()), field.dataType()));
        }
        return changed;
    }

    /** Paths through arrays that are unrolled, in an expression over {@link #unrolled}, lead into the elements. */
    TypedExpression resolved(TypedExpression expression) {
        return Replacement.in(expression, this::replaced);
    }

    private Optional<TypedExpression> replaced(TypedExpression expression) {
        return Path.of(expression).flatMap(this::at);
    }

    private Optional<TypedExpression> at(Path path) {
        Optional<StreamColumn> element = find(path);
        if (element.isPresent()) {
            return Optional.of(new ColumnValue(element.get()));
        }
        boolean above = elements.keySet().stream().anyMatch(path::leadsTo);
        // a complex value that has an unrolled array in it comes whole, as it was
        return above ? original(path) : Optional.empty();
    }

    private Optional<TypedExpression> original(Path path) {
        if (path.fields().isEmpty()) {
            return input.columns().stream()
                    .filter(column -> column.slot().equals(path.column().slot()))
                    .findFirst()
                    .map(ColumnValue::new);
        }
        List<String> fields = path.fields();
        String last = fields.get(fields.size() - 1);
        Path parent = new Path(path.column(), fields.subList(0, fields.size() - 1));
        TypedExpression from = at(parent).orElseThrow();
        return Optional.of(new FieldValue(from, last, fieldType(from.type(), last)));
    }

    private Optional<StreamColumn> find(Path path) {
        return elements.entrySet().stream()
                .filter(entry ->
                        entry.getKey().leadsTo(path) && entry.getKey().fields().equals(path.fields()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
