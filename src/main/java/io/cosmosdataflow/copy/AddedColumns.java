package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.copy.AdditionalColumn.Constant;
import io.cosmosdataflow.copy.AdditionalColumn.CopyOf;
import io.cosmosdataflow.copy.AdditionalColumn.FilePath;
import io.cosmosdataflow.copy.document.JsonText;
import io.cosmosdataflow.copy.document.JsonText.Placed;
import io.cosmosdataflow.copy.document.ValuesAtPaths;
import io.cosmosdataflow.copy.document.ValuesAtPaths.Form;
import io.cosmosdataflow.copy.document.WantedValue;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code additionalColumns} of a source, in the shape of its rows. */
final class AddedColumns {

    private final List<AdditionalColumn> columns;

    AddedColumns(List<AdditionalColumn> columns) {
        this.columns = columns;
    }

    /** After the source's own columns; one of the same name takes the place of the source's. */
    Dataset<Row> toTable(Dataset<Row> rows) {
        if (columns.isEmpty()) {
            return rows;
        }
        List<String> added = columns.stream().map(AdditionalColumn::name).toList();
        List<Column> all = new ArrayList<>();
        TableFields.dataColumns(rows).stream()
                .filter(name -> !added.contains(name))
                .forEach(name -> all.add(NamedColumns.column(rows, name)));
        columns.forEach(column -> all.add(ofTable(column, rows).as(column.name())));
        if (hasFilePath(rows)) {
            all.add(NamedColumns.column(rows, Columns.FILE_PATH));
        }
        return rows.select(all.toArray(Column[]::new));
    }

    /** By name, as values that a mapping may take. */
    Map<String, Column> ofDocuments(Dataset<Row> documents) {
        Map<String, Column> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column.name(), ofDocument(column, documents)));
        return values;
    }

    /** At the end of each document; one that has such a member already is an error. */
    Dataset<Row> toDocuments(Dataset<Row> documents) {
        if (columns.isEmpty()) {
            return documents;
        }
        List<Placed> members = columns.stream()
                .map(column -> new Placed(List.of(column.name()), ofDocument(column, documents)))
                .toList();
        Column text = expr("trim(document)");
        Column head = expr("substring(trim(document), 1, length(trim(document)) - 1)");
        Column tail = expr("substring(__members, 2)");
        Column joined = when(expr("trim(substring(trim(document), 2)) = '}'"), ColumnName.column("__members"))
                .otherwise(concat(head, lit(","), tail));
        for (AdditionalColumn column : columns) {
            joined = when(
                            array_contains(expr("json_object_keys(document)"), column.name()),
                            raise_error(lit(IncompatibleRow.message("a document has a member '" + column.name()
                                    + "' already, which additionalColumns would write a second time"))))
                    .otherwise(joined);
        }
        Dataset<Row> both = NamedColumns.with(
                NamedColumns.with(documents, Columns.DOCUMENT, text),
                "__members",
                JsonText.ofColumns(documents, members));
        return NamedColumns.without(NamedColumns.with(both, Columns.DOCUMENT, joined), "__members");
    }

    private static Column ofTable(AdditionalColumn column, Dataset<Row> rows) {
        if (column instanceof CopyOf copy) {
            List<String> known = TableFields.dataColumns(rows);
            if (!known.contains(copy.column())) {
                throw JobException.of(
                        ErrorCode.CopyIncompatible,
                        "The additional column '" + column.name() + "' is a copy of '" + copy.column()
                                + "', which the source does not have. Its columns: " + String.join(", ", known)
                                + ".");
            }
            return NamedColumns.column(rows, copy.column());
        }
        return ofAny(column, rows);
    }

    private static Column ofDocument(AdditionalColumn column, Dataset<Row> documents) {
        return column instanceof CopyOf copy ? text(copy.column()) : ofAny(column, documents);
    }

    /** A member of the document as text; objects and arrays as JSON. */
    private static Column text(String member) {
        List<JsonPath> path = List.of(JsonPath.member(member));
        return ValuesAtPaths.of(ColumnName.column(Columns.DOCUMENT), path, List.of(WantedValue.TEXT), Form.TEXT)
                .getItem(0);
    }

    private static Column ofAny(AdditionalColumn column, Dataset<Row> source) {
        if (column instanceof Constant constant) {
            return lit(constant.value());
        }
        if (column instanceof FilePath && hasFilePath(source)) {
            return ColumnName.column(Columns.FILE_PATH);
        }
        throw JobException.of(
                ErrorCode.CopyIncompatible,
                "The additional column '" + column.name() + "' is $$FILEPATH, but the source has no files."
                        + " Use $$FILEPATH with file sources only.");
    }

    private static boolean hasFilePath(Dataset<Row> rows) {
        return Arrays.asList(rows.columns()).contains(Columns.FILE_PATH);
    }
}
