package io.cosmosdataflow.testing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Parts of definitions that tests of mappings need: datasets with a structure, activities with a translator. */
public final class Mappings {

    private Mappings() {}

    /** A delimited text file with a header line, in container {@code c} of the store {@code Blob}. */
    public static FactoryFiles structuredText(
            FactoryFiles factory, String dataset, String folder, String file, String... columns) {
        String typeProperties =
                """
                {"location": {"type": "AzureBlobStorageLocation", "container": "c", "folderPath": "%s",
                   "fileName": "%s"}, "firstRowAsHeader": true}"""
                        .formatted(folder, file);
        return structured(factory, dataset, "DelimitedText", "Blob", typeProperties, columns);
    }

    /** @param columns a name each, or {@code name:type} */
    public static FactoryFiles structured(
            FactoryFiles factory,
            String dataset,
            String type,
            String linkedService,
            String typeProperties,
            String... columns) {
        String structure = Arrays.stream(columns)
                .map(column -> column.split(":"))
                .map(parts -> "{\"name\": \"" + parts[0] + "\""
                        + (parts.length > 1 ? ", \"type\": \"" + parts[1] + "\"}" : "}"))
                .collect(Collectors.joining(", "));
        return factory.write(
                "dataset/" + dataset + ".json",
                """
                {"name": "%s", "properties": {
                   "linkedServiceName": {"referenceName": "%s", "type": "LinkedServiceReference"},
                   "structure": [%s], "type": "%s", "typeProperties": %s}}"""
                        .formatted(dataset, linkedService, structure, type, typeProperties));
    }

    /**
     * A sink with the translator behind it, for {@link FactoryFiles#copy}.
     *
     * @param members of a {@code TabularTranslator}, as JSON
     */
    public static String translated(String sink, String members) {
        return sink + ", \"translator\": {\"type\": \"TabularTranslator\", " + members + "}";
    }
}
