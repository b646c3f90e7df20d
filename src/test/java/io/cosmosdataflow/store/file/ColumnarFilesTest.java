package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static io.cosmosdataflow.store.file.FileStoreFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.file.format.FileDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnarFilesTest {

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() {
        store = new FileStoreFixture(directory);
    }

    @ParameterizedTest
    @CsvSource({"Parquet", "Avro", "Orc"})
    void partsBecomeOneFileWithTheirRowsInOrder(String type) throws IOException {
        Dataset<Row> rows = spark().range(0, 50, 1, 3)
                .selectExpr(
                        "id",
                        "named_struct('a', array(id), 'b', map('k', cast(id AS string))) AS s",
                        "IF(id = 3, NULL, timestamp_seconds(id)) AS t",
                        "CAST(id / 7 AS decimal(20, 10)) AS d");
        FileDataset file = dataset(type, "out", "y", "");

        var metrics = store.write(file, "{}", rows);

        assertThat(store.files()).containsExactly("out/y");
        assertThat(metrics.rows()).hasValue(50L);
        assertThat(metrics.bytes()).hasValue((long) store.bytes("out/y").length);
        Dataset<Row> read = store.read(file);
        assertThat(texts(read.limit(1), "$$FILEPATH")).containsExactly("y");
        assertThat(read.drop("$$FILEPATH").schema().simpleString())
                .isEqualTo(rows.schema().simpleString());
        assertThat(read.drop("$$FILEPATH").collectAsList()).isEqualTo(rows.collectAsList());
    }

    @ParameterizedTest
    @CsvSource({"Parquet", "Avro", "Orc"})
    void noRowsMakeAFileThatKnowsItsColumns(String type) throws IOException {
        FileDataset file = dataset(type, "out", "y", "");

        store.write(file, "{}", spark().sql("SELECT 1 AS a WHERE false"));

        Dataset<Row> read = store.read(file);
        assertThat(read.columns()).containsExactly("a", "$$FILEPATH");
        assertThat(read.count()).isZero();
    }

    @Test
    void theCodecOfTheDatasetIsThatOfTheFile() throws IOException {
        Dataset<Row> rows = spark().range(0, 10, 1, 2).toDF("n");
        store.write(dataset("Parquet", "p", "y", "'compressionCodec': 'gzip'"), "{}", rows);
        store.write(dataset("Orc", "o", "y", "'orcCompressionCodec': 'zlib'"), "{}", rows);
        store.write(
                dataset("Avro", "a", "y", "'avroCompressionCodec': 'deflate'"),
                "{'formatSettings': {'type': 'AvroWriteSettings', 'recordName': 'Rec', 'recordNamespace': 'my.space'}}",
                rows);

        Configuration none = new Configuration();
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path("p/y"), none))) {
            assertThat(reader.getRowGroups()).hasSize(2);
            assertThat(reader.getRowGroups().get(0).getColumns().get(0).getCodec())
                    .hasToString("GZIP");
        }
        assertThat(OrcFile.createReader(path("o/y"), OrcFile.readerOptions(none))
                        .getCompressionKind())
                .hasToString("ZLIB");
        assertThat(new String(store.bytes("a/y"), StandardCharsets.ISO_8859_1))
                .contains("deflate", "\"name\":\"Rec\"", "my.space");
    }

    @Test
    void pathsWithUnusualNamesComeBackAsTheyAre() throws IOException {
        Dataset<Row> rows = spark().sql("SELECT 1 AS n, 'd é/p=a b/x+y%20{1}.json' AS `$$FILEPATH`");
        store.write(dataset("Parquet", "out dir", "", ""), "{}", rows);
        store.with("out dir/_SUCCESS", "").with("out dir/_committed_1", "{}");

        assertThat(store.files()).contains("out dir/d é/p=a b/x+y%20{1}.parquet");
        Dataset<Row> read = store.read(
                dataset("Parquet", "out dir", "", ""),
                "{'storeSettings': {'type': 'AzureBlobFSReadSettings', 'enablePartitionDiscovery': true}}");
        assertThat(read.columns()).containsExactly("n", "$$FILEPATH", "p");
        assertThat(read.collectAsList())
                .extracting(Row::toString)
                .containsExactly("[1,d é/p=a b/x+y%20{1}.parquet,a b]");
    }

    @Test
    void aFileOfAnotherFormatIsReported() throws IOException {
        store.with("in/x.parquet", "no parquet at all").with("marks/_SUCCESS", "");

        assertThat(failure(() -> store.read(dataset("Parquet", "in", "", ""))).code())
                .isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure(() -> store.read(dataset("Parquet", "marks", "", "")))
                        .code())
                .isEqualTo(ErrorCode.FileNotFound);
    }

    private org.apache.hadoop.fs.Path path(String path) {
        return new org.apache.hadoop.fs.Path(store.container.resolve(path).toUri());
    }
}
