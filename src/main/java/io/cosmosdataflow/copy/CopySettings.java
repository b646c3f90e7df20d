package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.copy.translator.TranslatorReader;
import io.cosmosdataflow.definition.Properties;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a Copy activity that belong to neither store.
 *
 * @param additionalColumns columns that the source section adds, in order
 * @param translator the mapping
 * @param faults what happens to rows that do not fit
 */
public record CopySettings(List<AdditionalColumn> additionalColumns, Translator translator, FaultTolerance faults) {

    public CopySettings {
        additionalColumns = List.copyOf(additionalColumns);
    }

    /** The first row that does not fit ends the activity. */
    public CopySettings(List<AdditionalColumn> additionalColumns, Translator translator) {
        this(additionalColumns, translator, FaultTolerance.NONE);
    }

    /**
     * Reads the activity's {@code typeProperties} without its {@code sink}, and {@code additionalColumns} of
     * the source. Performance settings of the service (data integration units, parallel copies, staging) have
     * no meaning on Spark and are passed over.
     *
     * @param shape of the two ends; empty if they are not known, which has been reported
     */
    public static CopySettings read(Properties typeProperties, Properties source, Optional<CopyShape> shape) {
        typeProperties.ignore(
                "source",
                "sink",
                "enableStaging",
                "stagingSettings",
                "parallelCopies",
                "dataIntegrationUnits",
                "cloudDataMovementUnits",
                "preserve",
                "preserveRules");
        Optional<Properties> written = typeProperties.object("translator");
        Translator translator = shape.flatMap(
                        ends -> written.map(json -> new TranslatorReader(ends.source(), ends.sink()).read(json)))
                .orElse(Translator.DEFAULT);
        FaultTolerance faults = FaultTolerance.read(typeProperties);
        return new CopySettings(AdditionalColumn.readAll(source), translator, faults);
    }
}
