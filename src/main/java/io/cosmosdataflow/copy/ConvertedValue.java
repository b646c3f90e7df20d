package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.Conversion;
import io.cosmosdataflow.copy.convert.ConversionSettings;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * A value of the source in the type that the sink wants.
 *
 * @param value null where the source's value is null or cannot be converted
 * @param type of {@code value}
 * @param fallible the last type on the way that some values cannot be converted to; empty if all can
 */
record ConvertedValue(SourceValue source, Column value, ColumnType type, Optional<ColumnType> fallible) {

    /** A type to convert to, and how. */
    private record Step(ColumnType type, ConversionSettings settings) {}

    /**
     * In steps: to the type that the source declares, then to each of the sink's. A text that goes to a text, and of
     * which one side says a format, is a date in between. A Datetime made of a text keeps all digits of its second,
     * unless the sink has fewer.
     *
     * @param targets types of the sink, in order; none: the value keeps its type
     * @param reading for the step to the declared type
     * @param settings for all others
     * @param span where the mapping stands
     * @return empty if there is no conversion between two of the types, which is reported
     */
    static Optional<ConvertedValue> of(
            SourceValue source,
            List<ColumnType> targets,
            ConversionSettings reading,
            ConversionSettings settings,
            Span span,
            Issues issues) {
        ConvertedValue value = new ConvertedValue(source, source.column(), source.type(), Optional.empty());
        for (Step step : steps(source, targets, reading, settings)) {
            Optional<ConvertedValue> next = value.to(step);
            if (next.isEmpty()) {
                issues.error(
                        ErrorCode.CopyTypeRefused,
                        span,
                        "Column '" + source.name() + "' of type "
                                + value.type().type().shown() + " cannot be converted to "
                                + step.type().type().shown() + ": Data Factory has no such conversion.",
                        "Convert it in the source's query, or give the sink another type.");
                return Optional.empty();
            }
            value = next.get();
        }
        return Optional.of(value);
    }

    private static List<Step> steps(
            SourceValue source, List<ColumnType> targets, ConversionSettings reading, ConversionSettings settings) {
        List<Step> steps = new ArrayList<>();
        ColumnType at = source.type();
        if (source.declared().isPresent()) {
            boolean micros = reading.allowDataTruncation() && !targets.isEmpty() && micros(targets.get(0));
            at = declared(source, targets.isEmpty() || text(targets.get(0)), micros);
            steps.add(new Step(at, reading));
        }
        for (ColumnType wanted : targets) {
            ColumnType target = at.carrier().equals(DataTypes.StringType) ? wanted.withTicks() : wanted;
            if (text(at) && text(target) && target.format().isPresent()) {
                steps.add(new Step(target.dated().withoutTexts().withTicks(), settings));
            }
            steps.add(new Step(target, settings));
            at = target;
        }
        return steps;
    }

    /** A Datetime keeps all its digits where the source may have seven of them, unless the sink has six. */
    private static ColumnType declared(SourceValue source, boolean toText, boolean micros) {
        ColumnType declared = source.declared().orElseThrow();
        ColumnType type = toText
                        && text(source.type())
                        && text(declared)
                        && declared.format().isPresent()
                ? declared.dated()
                : declared;
        boolean ticks = source.type().ticks() || source.type().carrier().equals(DataTypes.StringType);
        return ticks && !micros ? type.withTicks() : type;
    }

    private static boolean text(ColumnType type) {
        return type.type() == InterimType.STRING;
    }

    private static boolean micros(ColumnType type) {
        return type.type() == InterimType.DATE
                || type.type() == InterimType.DATETIME && type.scale().isPresent() && !type.ticks();
    }

    /** Whatever has a type can be written as a text. */
    private Optional<ConvertedValue> to(Step step) {
        return Conversion.between(type, step.type(), step.settings()).map(conversion -> {
            boolean fails = !conversion.isIdentity() && !text(step.type());
            Optional<ColumnType> last = fails ? Optional.of(conversion.result()) : fallible;
            return new ConvertedValue(source, conversion.value(value), conversion.result(), last);
        });
    }

    /** Whether there are values that cannot be converted. */
    boolean checked() {
        return fallible.isPresent();
    }

    /** Whether it is a decimal whose scale nobody knows, so that its column has zeros that nobody wrote. */
    boolean unscaled() {
        return type.type() == InterimType.DECIMAL && type.precision().isEmpty();
    }

    /** An {@link #unscaled} value in plain digits. */
    Column digits(Column converted) {
        return Conversion.between(
                        ColumnType.of(InterimType.DECIMAL),
                        ColumnType.of(InterimType.STRING),
                        ConversionSettings.DEFAULT)
                .orElseThrow()
                .value(converted);
    }

    /** What is wrong with the row, in words; null if nothing is. */
    Column problem(Column converted, String advice) {
        return when(source.column().isNotNull().and(converted.isNull()), lit(complaint() + advice));
    }

    String complaint() {
        return "column '" + source.name() + "' of type " + source.type().type().shown() + " cannot be converted to "
                + fallible.orElse(type).type().shown();
    }
}
