package io.cosmosdataflow.copy;

import io.cosmosdataflow.definition.Properties;
import java.util.List;

/**
 * The settings of a Copy activity that belong to neither store.
 *
 * @param additionalColumns columns that the source section adds, in order
 */
public record CopySettings(List<AdditionalColumn> additionalColumns) {

    private static final String FAULT_TOLERANCE =
            "fault tolerance and logging of skipped rows are not part of this version";

    public CopySettings {
        additionalColumns = List.copyOf(additionalColumns);
    }

    /**
     * Reads the activity's {@code typeProperties} without its {@code sink}, and {@code additionalColumns} of
     * the source. Performance settings of the service (data integration units, parallel copies, staging) have
     * no meaning on Spark and are passed over.
     */
    public static CopySettings read(Properties typeProperties, Properties source) {
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
        readTranslator(typeProperties);
        for (String setting : List.of("enableSkipIncompatibleRow", "validateDataConsistency")) {
            if (typeProperties.flag(setting, false)) {
                typeProperties.unsupported(setting, FAULT_TOLERANCE);
            }
        }
        typeProperties
                .unsupported("redirectIncompatibleRowSettings", FAULT_TOLERANCE)
                .unsupported("logSettings", FAULT_TOLERANCE)
                .unsupported("logStorageSettings", FAULT_TOLERANCE)
                .ignore("skipErrorFile");
        return new CopySettings(AdditionalColumn.readAll(source));
    }

    /**
     * A translator that maps nothing (the authoring tool writes one with type conversion settings only)
     * leaves the default: by name.
     */
    private static void readTranslator(Properties typeProperties) {
        typeProperties.object("translator").ifPresent(translator -> {
            String why = "explicit schema mapping is not part of this version; columns are mapped by name";
            if (translator.text("collectionReference").filter(String::isEmpty).isEmpty()) {
                translator.unsupported("collectionReference", why);
            }
            translator
                    .ignore("type", "typeConversion", "typeConversionSettings", "mapComplexValuesToString")
                    .unsupported("mappings", why)
                    .unsupported("columnMappings", why)
                    .unsupported("schemaMapping", why)
                    .finish();
        });
    }
}
