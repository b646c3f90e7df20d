package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.provider.OpenTables;
import io.cosmosdataflow.store.provider.WholeTable;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A set of text files as a Dataset: {@link Columns#DOCUMENT}, or the columns of the delimited text, all
 * texts; then {@link Columns#FILE_PATH}; then the columns of partition folders.
 *
 * @param skipLines lines at the start of each delimited text
 * @param archiveAsFolder whether an archive's name is a folder in its entries' paths
 * @param connections most tasks; 0 for no limit
 * @param skipped takes rows of delimited text with too many values; null if they are errors
 */
public record TextSource(
        FileFormat.Text format,
        int skipLines,
        boolean archiveAsFolder,
        int connections,
        StorageAccess access,
        LostRows skipped)
        implements Serializable {

    /** A row that does not fit is an error. */
    public TextSource(
            FileFormat.Text format, int skipLines, boolean archiveAsFolder, int connections, StorageAccess access) {
        this(format, skipLines, archiveAsFolder, connections, access, null);
    }

    public TextSource {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(access, "access");
    }

    /**
     * Looks at the starts of the files; reads them when the Dataset is used.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileMalformed}, {@code FileStoreFailed}; while
     *     the Dataset is used as the cause of Spark's exception
     */
    public Dataset<Row> read(SparkSession spark, List<ListedFile> files) {
        return open(spark, files).all();
    }

    /** As {@link #read}, for a caller who wants a sample too. */
    public TextRows open(SparkSession spark, List<ListedFile> files) {
        return new TextRows(spark, this, files, Slicing.of(spark, this, files));
    }

    Dataset<Row> table(SparkSession spark, List<ListedFile> files, Slicing slicing) {
        List<String> columns = format.tabular() ? slicing.columns() : List.of(Columns.DOCUMENT);
        List<String> partitionColumns = ListedFile.partitionColumns(files, columns);
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType, !column.equals(Columns.DOCUMENT));
        }
        schema = schema.add(Columns.FILE_PATH, DataTypes.StringType, false);
        for (String column : partitionColumns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return OpenTables.read(
                spark,
                new WholeTable(
                        "text files",
                        schema,
                        slicing.partitions().stream()
                                .map(TextReaderFactory.Slices::new)
                                .toList(),
                        new TextReaderFactory(this, columns, partitionColumns)));
    }
}
