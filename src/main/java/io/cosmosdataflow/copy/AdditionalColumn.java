package io.cosmosdataflow.copy;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column that the source section of a copy adds to each row.
 *
 * <p>Source: Microsoft Learn, copy-activity-overview, "Add additional columns during copy".
 */
public sealed interface AdditionalColumn {

    String name();

    /** The same text in each row. */
    record Constant(String name, String value) implements AdditionalColumn {}

    /** {@code $$FILEPATH}: the path of the row's file, relative to the folder of the dataset. */
    record FilePath(String name) implements AdditionalColumn {}

    /** {@code $$COLUMN:other}: a copy of another column of the source. */
    record CopyOf(String name, String column) implements AdditionalColumn {}

    /** Reads {@code additionalColumns} of a source; names must be given and differ. */
    static List<AdditionalColumn> readAll(Properties source) {
        List<AdditionalColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Properties column : source.objects("additionalColumns")) {
            String name = column.requiredText("name");
            String value = column.text("value", "");
            if (!name.isBlank() && !names.add(name)) {
                column.issues()
                        .error(
                                ErrorCode.DuplicateName,
                                column.spanOf("name"),
                                "The additional column '" + name + "' is given twice.",
                                "Give each column its own name.");
            }
            columns.add(of(name, value));
            column.finish();
        }
        return columns;
    }

    private static AdditionalColumn of(String name, String value) {
        if (value.equals("$$FILEPATH")) {
            return new FilePath(name);
        }
        String copyOf = "$$COLUMN:";
        return value.startsWith(copyOf)
                ? new CopyOf(name, value.substring(copyOf.length()))
                : new Constant(name, value);
    }
}
