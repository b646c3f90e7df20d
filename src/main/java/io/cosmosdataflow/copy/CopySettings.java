package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.translator.FieldReference;
import io.cosmosdataflow.copy.translator.FieldReference.Path;
import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.copy.translator.TranslatorReader;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * The members of the source's documents that the mapping names, or the dataset where it gives the columns: each
     * has to reach the sink, also one that the service has added to the document. None where documents are copied as
     * they are.
     */
    public Set<String> namedMembers(CopyShape shape) {
        DataShape source = shape.source();
        Set<String> named = new LinkedHashSet<>();
        translator.mappings().stream()
                .map(mapping -> mapping.source().reference())
                .forEach(reference -> addMember(reference, named));
        boolean declared =
                source.hierarchical() && (source.structured() || !shape.sink().hierarchical());
        if (translator.mappings().isEmpty() && declared) {
            source.columns()
                    .forEach(column ->
                            addMember(new Path(JsonPath.members(column.name(), source.nestingSeparator())), named));
        }
        if (!named.isEmpty()) {
            additionalColumns.stream()
                    .filter(AdditionalColumn.CopyOf.class::isInstance)
                    .forEach(column -> named.add(((AdditionalColumn.CopyOf) column).column()));
        }
        return named;
    }

    private static void addMember(FieldReference reference, Set<String> named) {
        if (reference instanceof Path path
                && path.path().fromRoot()
                && !path.path().steps().isEmpty()
                && path.path().steps().get(0) instanceof JsonPath.Member member) {
            named.add(member.name());
        }
    }

    /**
     * Passes over settings of the service, which have no meaning on Spark: data integration units, parallel copies,
     * staging; and over the two ends, which stores read.
     */
    public static Properties passOver(Properties typeProperties) {
        return typeProperties.ignore(
                "source",
                "sink",
                "enableStaging",
                "stagingSettings",
                "parallelCopies",
                "dataIntegrationUnits",
                "cloudDataMovementUnits",
                "preserveRules");
    }

    /**
     * Reads the activity's {@code typeProperties} without its {@code sink}, and {@code additionalColumns} of
     * the source.
     *
     * @param shape of the two ends; empty if they are not known, which has been reported
     */
    public static CopySettings read(Properties typeProperties, Properties source, Optional<CopyShape> shape) {
        passOver(typeProperties).ignore("preserve");
        Optional<Properties> written = typeProperties.object("translator");
        Translator translator = shape.flatMap(
                        ends -> written.map(json -> new TranslatorReader(ends.source(), ends.sink()).read(json)))
                .orElse(Translator.DEFAULT);
        FaultTolerance faults = FaultTolerance.read(typeProperties);
        return new CopySettings(AdditionalColumn.readAll(source), translator, faults);
    }
}
