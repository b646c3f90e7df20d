package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.dataset;
import static io.cosmosdataflow.store.file.flow.FlowFixture.inserts;
import static io.cosmosdataflow.store.file.flow.FlowFixture.settings;
import static io.cosmosdataflow.store.file.flow.FlowFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.kind.SinkRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowSettingsTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final String INLINE = "'format': 'json', 'fileSystem': 'c'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{} # flow.json:1:1: error [MissingProperty] 'format' of source 's' is missing. Set it.",
                "{'format': 'cdm', 'fileSystem': 'c'} # flow.json:1:12: error [UnsupportedDataset] 'format' of source 's' is 'cdm', which is not a file format of this version. Known: delimited, json, parquet, avro, orc, excel, xml, delta.",
                "{INLINE, 'wildcardPath': ['x']} # flow.json:1:39: hint [UnknownProperty] 'wildcardPath' of source 's' is not known and has no effect. Did you mean 'wildcardPaths'?",
                "{INLINE, 'purgeFiles': 'x'} # error [InvalidProperty] 'purgeFiles' of source 's' must be true or false",
                "{INLINE, 'moveFiles': ['x']} # error [InvalidProperty] 'moveFiles' of source 's' is 'x'; allowed: ['from', 'to'].",
                "{INLINE, 'moveFiles': ['x', 'y'], 'purgeFiles': true} # error [InvalidProperty] 'purgeFiles'",
                "{INLINE, 'modifiedAfter': 'soon'} # error [InvalidProperty] 'modifiedAfter' of source 's' is 'soon', which is no time.",
                "{INLINE, 'enableCdc': true} # error [UnsupportedSetting] 'enableCdc'",
                "{INLINE, 'documentForm': 'lines'} # allowed: documentPerLine, singleDocument, arrayOfDocuments.",
                "{INLINE, 'dateFormats': ['qqq']} # error [UnsupportedSetting] 'dateFormats' of source 's' has 'qqq', a pattern that cannot be read by.",
                "{INLINE, 'preferredIntegralType': 'int'} # error [InvalidProperty] 'preferredIntegralType'",
                "{INLINE, 'encoding': 'no such'} # error [UnsupportedSetting] 'encoding' of source 's' is 'no such'",
                "{'format': 'xml', 'container': 'c', 'validationMode': 'xsd'} # error [UnsupportedSetting] 'validationMode'",
                "{'format': 'excel', 'container': 'c', 'range': '3A'} # error [InvalidProperty] 'range' of source 's' is '3A'; allowed: A3, A3:H5.",
                "{'format': 'delta', 'container': 'c', 'rowUrlColumn': 'f'} # error [UnsupportedSetting] 'rowUrlColumn'",
                "{'format': 'delta', 'container': 'c', 'versionAsOf': 1, 'timestampAsOf': '2020-01-01'} # error [InvalidProperty] 'timestampAsOf'",
                "{'format': 'parquet', 'container': 'c', 'compressionType': 'bzip2'} # error [InvalidProperty] 'compressionType'",
                "{'format': 'delimited', 'container': 'c', 'quoteChar': 'ab'} # error [InvalidProperty] 'quoteChar'",
                "{'format': 'delimited', 'container': 'c', 'rowDelimiter': ''} # error [UnsupportedSetting] 'rowDelimiter'",
            })
    void whatIsWrongWithASourceIsReported(String settings, String issue) {
        Issues issues = new Issues();

        FlowFileSource.of(Optional.empty(), settings(settings.replace("INLINE", INLINE), issues), store.root);

        assertThat(issues.all()).singleElement().asString().contains(issue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{INLINE, 'umask': '99'} # error [InvalidProperty] 'umask' of source 's' is '99'; allowed: octal digits such as 0022.",
                "{INLINE, 'preCommands': ['rm -r /x']} # error [UnsupportedSetting] 'preCommands' of source 's' is not supported: commands on files are not run.",
                "{INLINE, 'postCommands': ['mkdir /x']} # error [UnsupportedSetting] 'postCommands'",
                "{INLINE, 'filePattern': 'x[n]', 'partitionFileNames': ['y']} # error [InvalidProperty] 'filePattern' of source 's' is 'x[n]'; allowed: nothing beside 'partitionFileNames'.",
                "{'format': 'xml', 'container': 'c'} # error [UnsupportedDataset] Dataset type 'Xml' of source 's' is read only, in Data Factory too.",
                "{'format': 'delta', 'container': 'c', 'vacuum': 24} # error [UnsupportedSetting] 'vacuum' of source 's' is 24 hours; Delta deletes no files that are younger than 168.",
                "{'format': 'delta', 'container': 'c'} # error [MissingProperty] 'keys' of source 's' is missing: rows are to be updated or deleted.",
            })
    void whatIsWrongWithASinkIsReported(String settings, String issue) {
        Issues issues = new Issues();
        SinkRows upserts = wanted(Set.of(RowPolicy.UPSERT), List.of(), Optional.empty());
        SinkRows options = issue.contains("'keys'") ? upserts : inserts();

        FlowFileSink.of(Optional.empty(), settings(settings.replace("INLINE", INLINE), issues), options, store.root);

        assertThat(issues.all()).singleElement().asString().contains(issue);
    }

    @Test
    void whatRealScriptsCarryAlongIsReadWithoutAWord() {
        Issues issues = new Issues();

        FlowFileSource.of(
                dataset("DelimitedText", "in", "", ", 'escapeChar': '\\\\', 'quoteChar': '\\\"'"),
                settings(
                        "{'ignoreNoFilesFound': false, 'multiLineRow': false, 'isolationLevel': 'READ_UNCOMMITTED',"
                                + " 'query': 'x', 'batchSize': 1, 'maxColumns': 20480, 'wildcardPaths': [''],"
                                + " 'enableCdc': false, 'mode': 'read', 'partitionRootPath': ''}",
                        issues),
                store.root);
        FlowFileSink.of(
                dataset("Parquet", "out", "", ""),
                settings(
                        "{'partitionFileNames': [''], 'umask': '0022', 'preCommands': [], 'postCommands': [],"
                                + " 'preSQLs': [], 'truncate': true, 'recreate': false, 'errorHandlingOption':"
                                + " 'stopOnFirstError', 'rejectedData_container': 'x', 'vacuum': 0, 'mergeSchema': false}",
                        issues),
                inserts(),
                store.root);

        assertThat(issues.all()).isEmpty();
    }

    @Test
    void whatOnlyTheRunKnowsIsPassedOver() {
        Issues issues = new Issues();
        Span span = Span.startOf("flow.json");
        JsonValue unknown = new Unresolved(span, "$p");
        Properties settings = Properties.of(
                new JsonObject(
                        span,
                        Map.of(
                                "format", new Member(span, new JsonText(span, "json")),
                                "fileSystem", new Member(span, unknown),
                                "purgeFiles", new Member(span, unknown),
                                "wildcardPaths", new Member(span, new JsonArray(span, List.of(unknown))))),
                "source 's'",
                issues);

        assertThat(FlowFileSource.of(Optional.empty(), settings, store.root)).isPresent();
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aDatasetOfAnotherKindIsReported() {
        Issues issues = new Issues();

        FlowFileSource.of(dataset("AzureSqlTable", "", "", ""), settings("{}", issues), store.root);

        assertThat(issues.all())
                .singleElement()
                .asString()
                .contains("error [UnsupportedDataset] Dataset 'd' is of type 'AzureSqlTable'");
    }
}
