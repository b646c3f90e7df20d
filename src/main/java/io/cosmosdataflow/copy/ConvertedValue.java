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
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A value of the source in the type that the sink wants.
 *
 * @param value null where the source's value is null or cannot be converted
 * @param type of {@code value}
 * @param checked whether there are values that cannot be converted
 */
record ConvertedValue(SourceValue source, Column value, ColumnType type, boolean checked) {

    /**
     * Two steps: to the type that the source declares, then to the sink's.
     *
     * @param span where the mapping stands
     * @return empty if there is no conversion between the two types, which is reported
     */
    static Optional<ConvertedValue> of(
            SourceValue source, Optional<ColumnType> target, ConversionSettings settings, Span span, Issues issues) {
        ConvertedValue value = new ConvertedValue(source, source.column(), source.type(), false);
        for (Optional<ColumnType> step : List.of(source.declared(), target)) {
            if (step.isPresent()) {
                Optional<ConvertedValue> next = value.to(step.get(), settings);
                if (next.isEmpty()) {
                    issues.error(
                            ErrorCode.CopyTypeRefused,
                            span,
                            "Column '" + source.name() + "' of type "
                                    + value.type().type().shown() + " cannot be converted to "
                                    + step.get().type().shown() + ": Data Factory has no such conversion.",
                            "Convert it in the source's query, or give the sink another type.");
                    return Optional.empty();
                }
                value = next.get();
            }
        }
        return Optional.of(value);
    }

    private Optional<ConvertedValue> to(ColumnType wanted, ConversionSettings settings) {
        return Conversion.between(type, wanted, settings).map(conversion -> {
            boolean fallible = checked || !conversion.isIdentity();
            return new ConvertedValue(source, conversion.value(value), conversion.result(), fallible);
        });
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
    Column problem(Column converted) {
        return when(source.column().isNotNull().and(converted.isNull()), lit(complaint()));
    }

    String complaint() {
        return "column '" + source.name() + "' of type " + source.type().type().shown() + " cannot be converted to "
                + type.type().shown();
    }
}
