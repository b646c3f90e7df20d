package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.copy.convert.ConversionSettings;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code translator} of a Copy activity, in each of its three forms.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping.
 */
public final class TranslatorReader {

    private static final String TYPE = "TabularTranslator";

    private final DataShape source;
    private final DataShape sink;

    public TranslatorReader(DataShape source, DataShape sink) {
        this.source = source;
        this.sink = sink;
    }

    /** @param translator whose faults are reported to its issues */
    public Translator read(Properties translator) {
        String type = translator.requiredText("type");
        if (!type.isBlank() && !type.equalsIgnoreCase(TYPE)) {
            translator.notAllowed("type", type, List.of(TYPE));
        }
        List<FieldMapping> mappings = mappings(translator);
        Translator read = new Translator(
                mappings,
                collectionReference(translator),
                translator.flag("mapComplexValuesToString", false),
                conversion(translator));
        translator.finish();
        checkTargets(mappings, translator);
        return read;
    }

    private List<FieldMapping> mappings(Properties translator) {
        NewMappings newForm = new NewMappings(source, sink, translator);
        OldMappings oldForm = new OldMappings(source, sink, translator);
        List<String> forms = List.of("mappings", "columnMappings", "schemaMapping").stream()
                .filter(translator::present)
                .toList();
        if (forms.size() > 1) {
            translator
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            translator.spanOf(forms.get(1)),
                            "The translator has '" + String.join("' and '", forms) + "'.",
                            "Keep one of them; '" + forms.get(0) + "' says all that the others can.");
        }
        List<FieldMapping> read = newForm.read();
        List<FieldMapping> columns = oldForm.columnMappings();
        List<FieldMapping> paths = oldForm.schemaMapping();
        return !read.isEmpty() ? read : !columns.isEmpty() ? columns : paths;
    }

    /** An empty text means none. */
    private Optional<CollectionReference> collectionReference(Properties translator) {
        Optional<String> text = translator.text("collectionReference").filter(each -> !each.isBlank());
        if (text.isPresent() && !source.hierarchical()) {
            translator
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            translator.spanOf("collectionReference"),
                            "'collectionReference' needs a source of documents, and dataset '" + source.dataset()
                                    + "' has columns.",
                            "Remove it.");
            return Optional.empty();
        }
        Optional<CollectionReference> path = text.flatMap(CollectionReference::parse);
        if (text.isPresent() && path.isEmpty()) {
            translator
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            translator.spanOf("collectionReference"),
                            "'collectionReference' is " + text.get() + ", which is no path to an array.",
                            "Write it as $['orders'], $.customer.orders, $['data'][0] or $['orders'][*]['lines'].");
        }
        return path;
    }

    /** The settings count only where {@code typeConversion} is on. */
    private static ConversionSettings conversion(Properties translator) {
        boolean on = translator.flag("typeConversion", false);
        Optional<ConversionSettings> settings =
                translator.object("typeConversionSettings").map(ConversionSettings::read);
        return on ? settings.orElse(ConversionSettings.DEFAULT) : ConversionSettings.DEFAULT;
    }

    /** Two values for one field of the sink, or a value and an object. */
    private void checkTargets(List<FieldMapping> mappings, Properties translator) {
        Map<List<String>, FieldMapping> taken = new HashMap<>();
        for (FieldMapping mapping : mappings) {
            List<String> target = target(mapping.sink().reference());
            FieldMapping earlier = taken.putIfAbsent(target, mapping);
            if (earlier != null) {
                translator
                        .issues()
                        .error(
                                ErrorCode.CopyDuplicateMapping,
                                mapping.sink().span(),
                                "'" + mapping.sink().reference().shown() + "' of the sink is mapped twice: from '"
                                        + earlier.source().reference().shown() + "' and from '"
                                        + mapping.source().reference().shown() + "'.",
                                "Keep one of the mappings.");
            }
        }
        taken.forEach((target, mapping) -> {
            for (int length = 1; length < target.size(); length++) {
                FieldMapping outer = taken.get(target.subList(0, length));
                if (outer != null) {
                    translator
                            .issues()
                            .error(
                                    ErrorCode.CopyDuplicateMapping,
                                    mapping.sink().span(),
                                    "'" + outer.sink().reference().shown()
                                            + "' of the sink would be a value and, through '"
                                            + mapping.sink().reference().shown() + "', an object at once.",
                                    "Map one of them to another place.");
                }
            }
        });
    }

    private static List<String> target(FieldReference reference) {
        return reference instanceof FieldReference.Path path ? path.path().names() : List.of(reference.shown());
    }
}
