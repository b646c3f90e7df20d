package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSettingsTest {

    private static final String LOCATION = "'location': {'type': 'AzureBlobStorageLocation', 'container': 'c'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "Json # {} # error [MissingProperty] 'location' of test is missing.",
                "Json # {'location': {'type': 'AzureBlobStorageLocation'}} # error [MissingProperty] 'container' of location",
                "Json # {'location': {'type': 'AzureBlobFSLocation', 'folderPath': 'c'}} # error [MissingProperty] 'fileSystem'",
                "Json # {'location': {'type': 'AmazonS3Location', 'bucketName': 'c', 'version': 'v'}} # error [UnsupportedSetting] 'version'",
                "Json # {'location': {'type': 'FtpServerLocation'}} # error [UnsupportedSetting] 'type' of location",
                "Json # {LOC, 'encodingName': 'UTF-7'} # error [UnsupportedSetting] 'encodingName' of test is 'UTF-7'",
                "Json # {LOC, 'encodingName': 'no such'} # error [UnsupportedSetting] 'encodingName'",
                "Json # {LOC, 'compression': {'type': 'zip'}} # error [InvalidProperty] 'type' of compression of test is 'zip'",
                "Json # {LOC, 'compression': {'type': 'gzip', 'level': 'Best'}} # allowed: Optimal, Fastest",
                "Json # {LOC, 'compresion': {}} # hint [UnknownProperty] 'compresion' of test is not known and has no effect. Did you mean 'compression'?",
                "DelimitedText # {LOC, 'quoteChar': 'ab'} # error [InvalidProperty] 'quoteChar'",
                "DelimitedText # {LOC, 'columnDelimiter': ''} # error [UnsupportedSetting] 'columnDelimiter'",
                "DelimitedText # {LOC, 'rowDelimiter': ''} # error [UnsupportedSetting] 'rowDelimiter'",
                "DelimitedText # {LOC, 'compressionCodec': 'rar'} # error [InvalidProperty] 'compressionCodec'",
                "Parquet # {LOC, 'compressionCodec': 'lzo'} # error [UnsupportedSetting] 'compressionCodec'",
                "Parquet # {LOC, 'compressionCodec': 'deflate'} # allowed: none, gzip, snappy, lzo",
                "Avro # {LOC, 'avroCompressionCodec': 'gzip'} # error [InvalidProperty] 'avroCompressionCodec'",
                "Orc # {LOC, 'orcCompressionCodec': 'gzip'} # error [InvalidProperty] 'orcCompressionCodec'",
                "Iceberg # {LOC} # error [UnsupportedDataset] Dataset type 'Iceberg'",
                "Excel # {LOC, 'range': 'A'} # error [InvalidProperty] 'range' of test is 'A'; allowed: A3, A3:H5",
                "Excel # {LOC, 'sheetIndex': -1} # error [InvalidProperty] 'sheetIndex'",
                "Excel # {LOC, 'sheetname': 'a', 'encodingName': 'UTF-8'} # hint [UnknownProperty] 'encodingName'",
            })
    void whatIsWrongWithADatasetIsReported(String type, String json, String issue) {
        Issues issues = new Issues();

        FileDataset.of(type, properties(json.replace("LOC", LOCATION), issues));

        assertThat(issues.all()).singleElement().asString().contains(issue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{'storeSettings': {'type': 'FtpReadSettings'}} # error [UnsupportedSetting] 'type' of storeSettings",
                "{'storeSettings': {'recursive': 'maybe'}} # error [InvalidProperty] 'recursive'",
                "{'storeSettings': {'modifiedDatetimeStart': 'yesterday'}} # error [InvalidProperty] 'modifiedDatetimeStart'",
                "{'storeSettings': {'deleteFilesAfterCompletion': true}} # error [UnsupportedSetting] 'deleteFilesAfterCompletion'",
                "{'storeSettings': {'fileFilter': '*'}} # error [UnsupportedSetting] 'fileFilter'",
                "{'storeSettings': {'listAfter': 'b'}} # error [UnsupportedSetting] 'listAfter'",
                "{'storeSettings': {'listBefore': 'b'}} # error [UnsupportedSetting] 'listBefore'",
                "{'storeSettings': {'maxConcurrentConnections': -1}} # error [InvalidProperty] 'maxConcurrentConnections'",
                "{'storeSettings': {'wildcardFilename2': '*'}} # hint [UnknownProperty] 'wildcardFilename2'",
                "{'formatSettings': {'type': 'XmlReadSettings', 'validationMode': 'dtd'}} # error [UnsupportedSetting] 'validationMode'",
                "{'formatSettings': {'skipLineCount': -2}} # error [InvalidProperty] 'skipLineCount'",
                "{'formatSettings': {'compressionProperties': {'type': 'x'}}} # error [InvalidProperty] 'type' of compressionProperties",
            })
    void whatIsWrongWithASourceIsReported(String json, String issue) {
        Issues issues = new Issues();

        FileReadSettings.of(properties(json, issues));

        assertThat(issues.all()).singleElement().asString().contains(issue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{'storeSettings': {'type': 'SftpWriteSettings'}} # error [UnsupportedSetting] 'type' of storeSettings",
                "{'storeSettings': {'copyBehavior': 'Merge'}} # allowed: PreserveHierarchy, FlattenHierarchy, MergeFiles",
                "{'storeSettings': {'metadata': []}} # error [UnsupportedSetting] 'metadata'",
                "{'storeSettings': {'expiryDateTime': 'x'}} # error [UnsupportedSetting] 'expiryDateTime'",
                "{'formatSettings': {'filePattern': 'lines'}} # allowed: setOfObjects, arrayOfObjects",
                "{'formatSettings': {'maxRowsPerFile': 0}} # error [InvalidProperty] 'maxRowsPerFile'",
                "{'formatSettings': {'type': 'BinaryWriteSettings'}} # error [UnsupportedSetting] 'type' of formatSettings",
                "{'formatSettings': {'filePatern': 'x'}} # hint [UnknownProperty] 'filePatern'",
            })
    void whatIsWrongWithASinkIsReported(String json, String issue) {
        Issues issues = new Issues();

        FileWriteSettings.of(properties(json, issues));

        assertThat(issues.all()).singleElement().asString().contains(issue);
    }

    @Test
    void whatAuthoringToolsWriteIsReadWithoutAWord() {
        Issues issues = new Issues();

        FileWriteSettings settings = FileWriteSettings.of(properties(
                "{'storeSettings': {'type': 'AzureBlobFSWriteSettings', 'copyBehavior': 'mergeFiles', 'blockSizeInMB': 8,"
                        + " 'disableMetricsCollection': true},"
                        + " 'formatSettings': {'type': 'DelimitedTextWriteSettings', 'quoteAllText': true,"
                        + " 'fileExtension': 'csv'}}",
                issues));

        assertThat(issues.all()).isEmpty();
        assertThat(settings.copyBehavior()).isEqualTo(CopyBehavior.MergeFiles);
        assertThat(settings.fileExtension()).isEqualTo(".csv");
    }

    /** The settings of each store in the models of azure-mgmt-datafactory 9.2.0 but those of a single one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'recursive': true",
                "'maxConcurrentConnections': 3",
                "'disableMetricsCollection': true",
                "'wildcardFolderPath': 'a*', 'wildcardFileName': '*.csv'",
                "'fileListPath': 'c/list.txt'",
                "'enablePartitionDiscovery': true, 'partitionRootPath': 'c'",
                "'deleteFilesAfterCompletion': false",
                "'modifiedDatetimeStart': '2026-01-01', 'modifiedDatetimeEnd': '2026-02-01'",
            })
    void whatEachStoreMayBeAskedForIsReadWithoutAWord(String settings) {
        Issues issues = new Issues();

        FileReadSettings.of(
                properties("{'storeSettings': {'type': 'AzureBlobFSReadSettings', " + settings + "}}", issues));

        assertThat(issues.all()).isEmpty();
    }
}
