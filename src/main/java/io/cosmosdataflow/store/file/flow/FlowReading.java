package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.project.DocumentColumns;
import io.cosmosdataflow.project.ExactNames;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TableColumns;
import io.cosmosdataflow.project.TableColumns.Texts;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.file.format.XmlShape;
import io.cosmosdataflow.store.file.scan.ColumnarSource;
import io.cosmosdataflow.store.file.scan.TextRows;
import io.cosmosdataflow.store.file.scan.TextSource;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads listed files as the columns of a projection. Types and names that nobody has told are learnt from a
 * sample of {@value #SAMPLE_BYTES} bytes from all over the files, or from all if they are smaller.
 */
record FlowReading(
        SparkSession spark,
        StorageAccess access,
        FileRoot root,
        List<ListedFile> files,
        TypeHints hints,
        Optional<String> rowUrlColumn,
        int skipLines) {

    static final long SAMPLE_BYTES = 32L << 20;

    private static final int SAMPLE_ROWS = 10_000;

    private static final StructType SURVEY = StructType.fromDDL("lists ARRAY<STRING>, objects ARRAY<STRING>");

    Dataset<Row> read(FileFormat format, Projection projection) {
        if (files.isEmpty()) {
            StructType schema = projection.schema();
            for (String column : rowUrlColumn.stream().toList()) {
                schema = schema.add(column, DataTypes.StringType);
            }
            return spark.createDataFrame(List.of(), schema);
        }
        if (format instanceof Columnar columnar) {
            boolean paths = rowUrlColumn.isPresent();
            Dataset<Row> rows = new ColumnarSource(columnar, 0, root, paths).read(spark, files);
            return located(new TableColumns(projection, hints, Texts.TYPED)
                    .of(rows, () -> rows.limit(SAMPLE_ROWS), paths ? List.of(Columns.FILE_PATH) : List.of()));
        }
        FileFormat.Text text = (FileFormat.Text) format;
        if (text.tabular()) {
            TextRows rows = source(text).open(spark, files);
            return located(
                    new TableColumns(projection, hints, text.header() ? Texts.WRITTEN : Texts.WRITTEN_WITHOUT_NAMES)
                            .of(rows.all(), () -> rows.sample(SAMPLE_BYTES), List.of(Columns.FILE_PATH)));
        }
        return text instanceof FileFormat.Xml xml
                ? xml(xml, projection)
                : documents(text, projection, false, () -> source(text)
                        .open(spark, files)
                        .sample(SAMPLE_BYTES));
    }

    private Dataset<Row> xml(FileFormat.Xml xml, Projection projection) {
        XmlShape shape = XmlShape.of(projection.schema());
        if (projection.drifts()) {
            Row found = source(xml.withShape(XmlShape.toSurvey()))
                    .open(spark, files)
                    .sample(SAMPLE_BYTES)
                    .select(functions
                            .from_json(functions.col(Columns.DOCUMENT), SURVEY)
                            .as("s"))
                    .agg(
                            functions.array_distinct(functions.flatten(functions.collect_set("s.lists"))),
                            functions.array_distinct(functions.flatten(functions.collect_set("s.objects"))))
                    .head();
            shape = new XmlShape(
                    projection.schema(),
                    new LinkedHashSet<>(found.<String>getList(0)),
                    new LinkedHashSet<>(found.<String>getList(1)),
                    false,
                    false);
        }
        XmlShape known = shape;
        XmlShape typed = new XmlShape(
                known.schema(), known.lists(), known.objects(), false, projection.inferDriftedColumnTypes());
        return documents(xml.withShape(known), projection, true, () -> source(xml.withShape(typed))
                .open(spark, files)
                .sample(SAMPLE_BYTES));
    }

    /** Columns of partition folders stand beside the documents. */
    private Dataset<Row> documents(
            FileFormat.Text format, Projection projection, boolean texts, Supplier<Dataset<Row>> sample) {
        Dataset<Row> rows = source(format).read(spark, files);
        List<String> kept = new ArrayList<>(Arrays.asList(rows.columns()));
        kept.remove(Columns.DOCUMENT);
        Projection inside = new Projection(
                projection.columns().stream()
                        .filter(column -> !kept.contains(column.name()))
                        .toList(),
                projection.drifts(),
                projection.validateSchema(),
                projection.inferDriftedColumnTypes());
        Dataset<Row> parsed = new DocumentColumns(inside, hints, texts).of(rows, Columns.DOCUMENT, sample, kept);
        Set<String> rest = new LinkedHashSet<>(Arrays.asList(parsed.columns()));
        List<Column> columns = new ArrayList<>();
        for (ProjectedColumn column : projection.columns()) {
            columns.add(
                    ExactNames.column(parsed, column.name()).cast(column.type()).as(column.name()));
            rest.remove(column.name());
        }
        rest.remove(Columns.FILE_PATH);
        if (projection.drifts()) {
            rest.forEach(name -> columns.add(ExactNames.column(parsed, name)));
        }
        columns.add(ExactNames.column(parsed, Columns.FILE_PATH));
        return located(parsed.select(columns.toArray(Column[]::new)));
    }

    private Dataset<Row> located(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            boolean overwritten = rowUrlColumn.filter(name::equals).isPresent();
            if (!name.equals(Columns.FILE_PATH) && !overwritten) {
                columns.add(ExactNames.column(rows, name));
            }
        }
        rowUrlColumn.ifPresent(name -> columns.add(functions
                .concat(functions.lit("/"), ExactNames.column(rows, Columns.FILE_PATH))
                .as(name)));
        return rows.select(columns.toArray(Column[]::new));
    }

    private TextSource source(FileFormat.Text format) {
        return new TextSource(format, skipLines, true, 0, access);
    }
}
