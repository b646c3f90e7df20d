package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.file.binary.BinaryCopy;
import io.cosmosdataflow.store.file.binary.HttpBinaryCopy;
import io.cosmosdataflow.store.file.flow.FlowFileSink;
import io.cosmosdataflow.store.file.flow.FlowFileSource;
import io.cosmosdataflow.store.file.format.BinaryDataset;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.LegacyDataset;
import io.cosmosdataflow.store.file.format.TextEncoding;
import io.cosmosdataflow.store.file.scan.DocumentTexts;
import io.cosmosdataflow.store.file.web.HttpService;
import io.cosmosdataflow.store.kind.CopySink;
import io.cosmosdataflow.store.kind.CopySource;
import io.cosmosdataflow.store.kind.Deletion;
import io.cosmosdataflow.store.kind.FileCopy;
import io.cosmosdataflow.store.kind.FileCopyRequest;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.ItemStore;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreKind;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.FileSelection;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.types.UTF8String;

/** Files of stores that have folders. */
public final class FileStore implements StoreKind {

    /** Types of datasets, of rows and of files as they are. */
    public static final List<String> TYPES = Stream.concat(FileDataset.TYPES.stream(), Stream.of(BinaryDataset.TYPE))
            .toList();

    private static final List<String> WRITTEN_TYPES = Stream.concat(
                    FileDataset.WRITTEN_TYPES.stream(), Stream.of(BinaryDataset.TYPE))
            .toList();

    private final StoreScope scope;

    public FileStore(StoreScope scope) {
        this.scope = scope;
    }

    /** The rows of a file that local mode begins with; see {@link io.cosmosdataflow.store.local.SeedFiles}. */
    public static org.apache.spark.sql.Dataset<Row> seed(Path file, SparkSession spark) {
        FileFormat format = file.toString().endsWith(".csv")
                ? new FileFormat.DelimitedText(
                        TextEncoding.UTF_8, Compression.NONE, new FileFormat.Delimiters(",", "", "\"", "\""), true, "")
                : new FileFormat.Json(TextEncoding.UTF_8, Compression.NONE);
        Path folder = file.getParent();
        FileDataset dataset = new FileDataset(
                format,
                new FileLocation(
                        folder.getFileName().toString(), "", file.getFileName().toString()));
        FileReadSettings everything = FileReadSettings.of(FileSelection.everything(0));
        try (SourceStore rows = new FileSource(dataset, everything, FileRoot.local("", folder.getParent()))) {
            return rows.read(spark);
        }
    }

    /**
     * The documents of a JSON text, as those of a file.
     *
     * @param json in UTF-8
     * @param malformed of what is wrong and where, the rest of a sentence
     */
    public static Iterator<UTF8String> documents(byte[] json, Function<String, JobException> malformed) {
        return new DocumentTexts(json, malformed);
    }

    @Override
    public List<String> linkedServices() {
        return Stream.concat(FileRoot.TYPES.stream(), Stream.of(HttpService.TYPE))
                .toList();
    }

    @Override
    public boolean copies(Dataset dataset) {
        return copiedDatasets().stream().anyMatch(dataset.type()::equalsIgnoreCase);
    }

    @Override
    public List<String> copiedDatasets() {
        return Stream.concat(TYPES.stream(), LegacyDataset.TYPES.stream()).toList();
    }

    @Override
    public boolean copiesFiles(Dataset dataset) {
        return BinaryDataset.TYPE.equalsIgnoreCase(dataset.type());
    }

    @Override
    public Optional<FileCopy> fileCopy(FileCopyRequest asked) {
        if (HttpFiles.are(asked.to())) {
            HttpFiles.refuse(
                    asked.to().linkedService(),
                    "does not write to",
                    asked.sink().issues());
            return Optional.empty();
        }
        return HttpFiles.are(asked.from())
                ? HttpBinaryCopy.checked(asked, scope)
                : BinaryCopy.checked(asked, scope.localDirectory());
    }

    @Override
    public List<String> linkedServices(Dataset dataset) {
        return linkedServices();
    }

    @Override
    public List<String> sourceTypes(ResolvedDataset dataset) {
        return legacy(dataset)
                ? List.of(LegacyDataset.source(dataset.dataset().type()))
                : types(dataset, TYPES, "Source");
    }

    @Override
    public List<String> sinkTypes(ResolvedDataset dataset) {
        return legacy(dataset)
                ? LegacyDataset.sink(dataset.dataset().type()).stream().toList()
                : types(dataset, WRITTEN_TYPES, "Sink");
    }

    /** They are called like the types of datasets. */
    private static List<String> types(ResolvedDataset dataset, List<String> known, String role) {
        return known.stream()
                .filter(dataset.dataset().type()::equalsIgnoreCase)
                .map(name -> name + role)
                .toList();
    }

    private static boolean legacy(ResolvedDataset dataset) {
        return LegacyDataset.is(dataset.dataset().type());
    }

    @Override
    public Optional<CopySource> source(ResolvedDataset resolved, Properties source) {
        if (HttpFiles.are(resolved)) {
            return HttpFiles.source(resolved, source, scope);
        }
        Optional<FileRoot> root = FileRoot.of(resolved.linkedService(), scope.localDirectory(), source.issues());
        Optional<FileEnd<FileReadSettings>> end = legacy(resolved)
                ? LegacyDataset.of(resolved.dataset().type(), properties(resolved, source.issues()))
                        .map(old -> new FileEnd<>(
                                LegacyEnds.read(old, source), LegacyEnds.reading(old, source), old.nestingSeparator()))
                : ofFormat(resolved, FileReadSettings.of(source), source.issues());
        source.ignore("type", "additionalColumns", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection");
        if (end.isPresent() || !legacy(resolved)) {
            source.finish();
        }
        return root.flatMap(place -> end.map(files -> new CopySource(
                FileShape.of(resolved.dataset(), files.dataset(), files.nestingSeparator()),
                !(files.dataset().format() instanceof FileFormat.Xml),
                true,
                (with, named) -> new FileSource(files.dataset(), files.settings(), place, with.skipped()))));
    }

    @Override
    public Optional<CopySink> sink(ResolvedDataset resolved, Properties sink) {
        if (HttpFiles.are(resolved)) {
            HttpFiles.refuse(resolved.linkedService(), "does not write to", sink.issues());
            return Optional.empty();
        }
        Optional<FileRoot> root = FileRoot.of(resolved.linkedService(), scope.localDirectory(), sink.issues());
        Optional<FileEnd<FileWriteSettings>> end = legacy(resolved)
                ? LegacyDataset.of(resolved.dataset().type(), properties(resolved, sink.issues()))
                        .map(old -> new FileEnd<>(
                                LegacyEnds.written(old, sink), LegacyEnds.writing(old, sink), old.nestingSeparator()))
                : ofFormat(resolved, FileWriteSettings.of(sink), sink.issues());
        sink.ignore(
                "type",
                "writeBatchSize",
                "writeBatchTimeout",
                "sinkRetryCount",
                "sinkRetryWait",
                "disableMetricsCollection");
        if (end.isPresent() || !legacy(resolved)) {
            sink.finish();
        }
        return root.flatMap(place -> end.map(files -> new CopySink(
                FileShape.of(resolved.dataset(), files.dataset(), files.nestingSeparator()),
                false,
                true,
                with -> new FileSink(files.dataset(), files.settings(), place))));
    }

    private static <S> Optional<FileEnd<S>> ofFormat(ResolvedDataset resolved, S settings, Issues issues) {
        return FileDataset.of(resolved.dataset().type(), properties(resolved, issues))
                .map(files -> new FileEnd<>(files, settings, ""));
    }

    private static Properties properties(ResolvedDataset resolved, Issues issues) {
        return Properties.of(
                resolved.dataset().typeProperties(), resolved.dataset().shown(), issues);
    }

    /** @param nestingSeparator see {@link io.cosmosdataflow.store.kind.DataShape} */
    private record FileEnd<S>(FileDataset dataset, S settings, String nestingSeparator) {}

    @Override
    public List<String> itemDatasets() {
        return NamedFiles.TYPES;
    }

    @Override
    public boolean hasItems(Dataset dataset) {
        return NamedFiles.is(dataset);
    }

    @Override
    public Set<MetadataField> metadata(ResolvedDataset resolved) {
        return HttpFiles.are(resolved)
                ? Set.of()
                : FileMetadata.of(resolved.linkedService(), resolved.dataset().type());
    }

    @Override
    public Optional<Function<Opening, ItemStore>> item(
            ResolvedDataset resolved, Set<MetadataField> asked, Properties activity) {
        FileReadSettings settings = FileReadSettings.ofItem(activity);
        NamedFiles.refuseWildcards(resolved.dataset(), activity);
        Optional<FileRoot> root = FileRoot.of(resolved.linkedService(), scope.localDirectory(), activity.issues());
        boolean virtual = FileMetadata.virtualFolders(resolved.linkedService());
        Optional<NamedFiles> named = FileMetadata.needsFormat(asked, metadata(resolved))
                ? NamedFiles.ofKnownFormat(resolved.dataset(), activity.issues())
                : NamedFiles.ofAnyFormat(resolved.dataset(), activity.issues());
        return root.map(found -> new FileItems.Place(found, virtual))
                .flatMap(place -> named.map(files -> with -> new FileItems(files, settings, place, with.spark())));
    }

    @Override
    public boolean deletes() {
        return true;
    }

    @Override
    public Optional<Deletion> deletion(ResolvedDataset resolved, Properties activity) {
        if (HttpFiles.are(resolved)) {
            HttpFiles.refuse(resolved.linkedService(), "deletes nothing of", activity.issues());
            return Optional.empty();
        }
        Optional<FileRoot> root = FileRoot.of(resolved.linkedService(), scope.localDirectory(), activity.issues());
        Optional<FilesToDelete> files = FilesToDelete.of(resolved.dataset(), activity);
        return root.flatMap(place -> files.map(asked -> new Deletion(
                asked.selection().recursive(),
                asked.wildcard(),
                asked.selection().prefix(),
                asked.connections(),
                with -> new FileDeletion(asked, place).run(with.spark()))));
    }

    @Override
    public Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked) {
        Properties settings = asked.settings();
        refuseInFlows(asked.linkedService(), settings.issues());
        return FileRoot.of(asked.linkedService(), scope.localDirectory(), settings.issues())
                .flatMap(root -> FlowFileSource.of(asked.dataset(), settings, root))
                .map(files -> with -> files.opened());
    }

    @Override
    public Optional<FlowSinkOpener> sink(FlowSinkRequest asked) {
        Properties settings = asked.settings();
        refuseInFlows(asked.linkedService(), settings.issues());
        return FileRoot.of(asked.linkedService(), scope.localDirectory(), settings.issues())
                .flatMap(root -> FlowFileSink.of(asked.dataset(), settings, asked.rows(), root))
                .map(files -> FlowSinkOpener.of(with -> files));
    }

    private static void refuseInFlows(LinkedService service, Issues issues) {
        if (HttpService.is(service)) {
            HttpFiles.refuse(service, "has not in data flows", issues);
        }
    }
}
