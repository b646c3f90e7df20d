package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.copy.AdditionalColumn.Constant;
import io.cosmosdataflow.copy.AdditionalColumn.CopyOf;
import io.cosmosdataflow.copy.AdditionalColumn.FilePath;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Maps the rows of a source to those of a sink, where no mapping is written down.
 *
 * <ul>
 *   <li>documents to documents: unchanged, the text itself travels;
 *   <li>documents to rows: columns from the first document ({@link FirstRowSchema});
 *   <li>rows to documents: one JSON object a row, columns by name, null kept;
 *   <li>rows to rows: by name.
 * </ul>
 *
 * Everything is native Spark expressions over the source's Dataset; only the first document is looked at
 * beforehand.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Default mapping"; connector-azure-cosmos-db,
 * "Import and export JSON documents".
 */
public final class CopyMapping {

    /** ISO 8601, as many digits of the second as are needed. */
    private static final Map<String, String> JSON_OPTIONS = Map.of(
            "ignoreNullFields", "false",
            "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]XXX",
            "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]",
            "dateFormat", "yyyy-MM-dd");

    private final CopySettings settings;
    private final CopyShape shape;

    public CopyMapping(CopySettings settings, CopyShape shape) {
        this.settings = settings;
        this.shape = shape;
    }

    /**
     * @param source {@link Columns#DOCUMENT} or named columns, either with {@link Columns#FILE_PATH} if it
     *     comes from files
     * @return {@link Columns#DOCUMENT} or named columns, with {@link Columns#FILE_PATH} where the source has it
     */
    public MappedRows apply(Dataset<Row> source) {
        if (!shape.sourceHierarchical()) {
            Dataset<Row> rows = withColumns(source);
            return MappedRows.complete(shape.sinkHierarchical() ? documents(rows) : rows);
        }
        Dataset<Row> documents = withMembers(source);
        return shape.sinkHierarchical()
                ? MappedRows.complete(documents)
                : FirstRowSchema.of(documents, shape).map(documents);
    }

    private Dataset<Row> withColumns(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        dataColumns(rows).forEach(name -> columns.add(ColumnName.column(name)));
        for (AdditionalColumn column : settings.additionalColumns()) {
            columns.add(value(column, rows).as(column.name()));
        }
        if (hasFilePath(rows)) {
            columns.add(ColumnName.column(Columns.FILE_PATH));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Appends members to the text of each document; one that has such a member already is an error. */
    private Dataset<Row> withMembers(Dataset<Row> documents) {
        if (settings.additionalColumns().isEmpty()) {
            return documents;
        }
        List<Column> members = new ArrayList<>();
        for (AdditionalColumn column : settings.additionalColumns()) {
            members.add(value(column, documents).as(column.name()));
        }
        Column text = expr("trim(document)");
        Column head = expr("substring(trim(document), 1, length(trim(document)) - 1)");
        Column tail = expr("substring(__members, 2)");
        Column joined = when(expr("trim(substring(trim(document), 2)) = '}'"), ColumnName.column("__members"))
                .otherwise(concat(head, lit(","), tail));
        for (AdditionalColumn column : settings.additionalColumns()) {
            joined = when(
                            array_contains(expr("json_object_keys(document)"), column.name()),
                            raise_error(lit(IncompatibleRow.message("has a member '" + column.name()
                                    + "' already, which additionalColumns would write a second time"))))
                    .otherwise(joined);
        }
        return documents
                .withColumn(Columns.DOCUMENT, text)
                .withColumn("__members", to_json(struct(members.toArray(Column[]::new)), JSON_OPTIONS))
                .withColumn(Columns.DOCUMENT, joined)
                .drop("__members");
    }

    private Column value(AdditionalColumn column, Dataset<Row> source) {
        if (column instanceof Constant constant) {
            return lit(constant.value());
        }
        if (column instanceof FilePath) {
            if (!hasFilePath(source)) {
                throw JobException.of(
                        ErrorCode.CopyIncompatible,
                        "The additional column '" + column.name() + "' is $$FILEPATH, but the source has no files."
                                + " Use $$FILEPATH with file sources only.");
            }
            return ColumnName.column(Columns.FILE_PATH);
        }
        String original = ((CopyOf) column).column();
        if (shape.sourceHierarchical()) {
            return FirstRowSchema.text(original);
        }
        if (!dataColumns(source).contains(original)) {
            throw JobException.of(
                    ErrorCode.CopyIncompatible,
                    "The additional column '" + column.name() + "' is a copy of '" + original
                            + "', which the source does not have. Its columns: "
                            + String.join(", ", dataColumns(source)) + ".");
        }
        return ColumnName.column(original);
    }

    private Dataset<Row> documents(Dataset<Row> rows) {
        List<NestedColumns.Named> columns = dataColumns(rows).stream()
                .map(name -> new NestedColumns.Named(name, documentValue(name)))
                .toList();
        Column document = to_json(NestedColumns.build(columns, shape.sinkNestingSeparator()), JSON_OPTIONS)
                .as(Columns.DOCUMENT);
        return hasFilePath(rows) ? rows.select(document, ColumnName.column(Columns.FILE_PATH)) : rows.select(document);
    }

    /** Cosmos DB takes only texts as {@code id}; a number from a table becomes one. */
    private Column documentValue(String name) {
        Column column = ColumnName.column(name);
        return shape.sinkIdIsText() && name.equals("id") ? column.cast("string") : column;
    }

    private static List<String> dataColumns(Dataset<Row> rows) {
        return Arrays.stream(rows.columns())
                .filter(name -> !name.equals(Columns.FILE_PATH))
                .toList();
    }

    private static boolean hasFilePath(Dataset<Row> rows) {
        return Arrays.asList(rows.columns()).contains(Columns.FILE_PATH);
    }
}
