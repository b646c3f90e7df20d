package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.copy.Copies;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.CopyShape;
import io.cosmosdataflow.definition.AskedNames;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlDataset;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.cosmos.CosmosSinkSettings;
import io.cosmosdataflow.store.cosmos.CosmosSourceSettings;
import io.cosmosdataflow.store.file.FileReadSettings;
import io.cosmosdataflow.store.file.FileStore;
import io.cosmosdataflow.store.file.FileWriteSettings;
import io.cosmosdataflow.store.file.format.BinaryDataset;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.storage.FileRoot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/copy.md names each setting of the Copy activity that the code knows, and no other. */
class CopyPageTest {

    private static final Page PAGE = Page.of("copy.md");

    private static final List<String> LOCATIONS = List.of(
            "AzureBlobStorageLocation",
            "AzureBlobFSLocation",
            "AzureDataLakeStoreLocation",
            "AzureFileStorageLocation",
            "FileServerLocation",
            "AmazonS3Location");

    @Test
    void everySettingThatTheCodeKnowsIsDescribed() {
        assertThat(described()).containsAll(known());
    }

    @Test
    void everySettingThatIsDescribedIsKnownToTheCode() {
        Set<String> written = PAGE.rows().stream()
                .filter(row -> row.table().equals("setting"))
                .flatMap(row -> Page.code(row.cells().get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written).hasSizeGreaterThan(50);
        assertThat(known()).containsAll(written);
    }

    @Test
    void everyTypeOfSourceSinkDatasetAndStoreIsNamed() {
        assertThat(PAGE.code())
                .containsAll(FileReadSettings.SOURCE_TYPES)
                .containsAll(FileWriteSettings.SINK_TYPES)
                .containsAll(FileStore.TYPES)
                .contains("BinarySource", "BinarySink")
                .containsAll(FileRoot.TYPES)
                .containsAll(LOCATIONS)
                .contains("CosmosDbSqlApiSource", "CosmosDbSqlApiSink", "CosmosDbSqlApiCollection", "CosmosDb")
                .contains("DocumentDbCollectionSource", "DocumentDbCollectionSink", "DocumentDbCollection")
                .contains(SqlDataset.RELATIONAL_TYPE);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeOfADatabaseStandsInTheRowOfItsFamily(SqlKind kind) {
        List<String> row = PAGE.rows().stream()
                .map(Page.Row::cells)
                .filter(cells -> cells.size() == 5 && Page.code(cells.get(1)).containsAll(kind.linkedServices()))
                .findFirst()
                .orElseThrow();

        assertThat(Page.code(row.get(1))).containsExactlyInAnyOrderElementsOf(kind.linkedServices());
        assertThat(Page.code(row.get(2))).containsExactlyInAnyOrderElementsOf(kind.datasets());
        assertThat(Page.code(row.get(3))).containsExactlyInAnyOrderElementsOf(kind.sources());
        assertThat(Page.code(row.get(4))).containsExactlyInAnyOrderElementsOf(kind.sinks());
    }

    private static Set<String> described() {
        return PAGE.rows().stream()
                .flatMap(row -> row.cells().stream())
                .flatMap(cell -> Page.code(cell).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names without the path that leads to them. */
    private static Set<String> known() {
        Stream<Set<String>> cosmos = Stream.of("", "DocumentDbCollection")
                .flatMap(older -> Stream.of(
                        asked(CosmosSourceSettings::read, Map.of("type", older + "Source")),
                        asked(CosmosSinkSettings::read, Map.of("type", older + "Sink"))));
        Stream<Set<String>> datasets = FileDataset.TYPES.stream().flatMap(type -> LOCATIONS.stream()
                .map(location -> asked(each -> FileDataset.of(type, each), Map.of("location.type", location))));
        Stream<Set<String>> roots = FileRoot.TYPES.stream()
                .map(type -> asked(each -> FileRoot.of("store", type, each, name -> Optional.empty()), Map.of()));
        Stream<Set<String>> rest = Stream.of(
                asked(BinaryDataset::of, Map.of("location.type", "AzureBlobStorageLocation")),
                asked(FileReadSettings::of, Map.of()),
                asked(FileWriteSettings::of, Map.of()),
                asked(each -> CopySettings.read(each, each, ends(Copies.documents(), Copies.table())), Map.of()),
                asked(each -> CopySettings.read(each, each, ends(Copies.headerless(), Copies.documents())), Map.of()));
        return Stream.of(cosmos, datasets, roots, rest)
                .flatMap(sets -> sets)
                .flatMap(Set::stream)
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<CopyShape> ends(DataShape source, DataShape sink) {
        return Optional.of(Copies.shape(source, sink));
    }

    private static Set<String> asked(Consumer<Properties> reader, Map<String, String> given) {
        return AskedNames.of(reader, given);
    }
}
