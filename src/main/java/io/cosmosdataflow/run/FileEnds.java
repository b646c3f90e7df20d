package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.file.FileDataset;
import io.cosmosdataflow.store.file.FileReadSettings;
import io.cosmosdataflow.store.file.FileSink;
import io.cosmosdataflow.store.file.FileSource;
import io.cosmosdataflow.store.file.FileWriteSettings;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.store.storage.FileRoot;
import java.nio.file.Path;
import java.util.Optional;

/** Files as ends of a copy. */
final class FileEnds {

    private FileEnds() {}

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SourceEnd> source(ResolvedDataset resolved, Properties source, RunScope scope) {
        FileReadSettings settings = FileReadSettings.of(source);
        source.ignore("type", "additionalColumns", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection")
                .finish();
        Optional<FileRoot> root = root(resolved.linkedService(), scope, source.issues());
        Optional<FileDataset> dataset = dataset(resolved, source.issues());
        return root.flatMap(place -> dataset.map(files -> new SourceEnd(
                source.text("type", ""),
                resolved.linkedService(),
                mapped(resolved, files, source.issues()),
                true,
                true,
                (context, named) -> new FileSource(files, settings, place, context.skipped()))));
    }

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SinkEnd> sink(ResolvedDataset resolved, Properties sink, RunScope scope) {
        FileWriteSettings settings = FileWriteSettings.of(sink);
        sink.ignore(
                        "type",
                        "writeBatchSize",
                        "writeBatchTimeout",
                        "sinkRetryCount",
                        "sinkRetryWait",
                        "disableMetricsCollection")
                .finish();
        Optional<FileRoot> root = root(resolved.linkedService(), scope, sink.issues());
        Optional<FileDataset> dataset = dataset(resolved, sink.issues());
        return root.flatMap(place -> dataset.map(files -> new SinkEnd(
                sink.text("type", ""),
                resolved.linkedService(),
                mapped(resolved, files, sink.issues()),
                false,
                true,
                context -> new FileSink(files, settings, place))));
    }

    private static DataShape mapped(ResolvedDataset resolved, FileDataset files, Issues issues) {
        FileFormat format = files.format();
        DataShape.Kind kind = files.hierarchical()
                ? DataShape.Kind.DOCUMENTS
                : format instanceof FileFormat.DelimitedText text
                        ? text.header() ? DataShape.Kind.TEXT : DataShape.Kind.HEADERLESS_TEXT
                        : DataShape.Kind.TYPED_FILE;
        return CopyEnds.mapped(resolved.dataset(), kind, "", issues);
    }

    private static Optional<FileDataset> dataset(ResolvedDataset resolved, Issues issues) {
        return FileDataset.of(
                resolved.dataset().type(),
                Properties.of(
                        resolved.dataset().typeProperties(), resolved.dataset().shown(), issues));
    }

    /** Where the files of a linked service are; a folder of this machine in local mode. Empty for a store of another kind. */
    static Optional<FileRoot> root(LinkedService service, RunScope scope, Issues issues) {
        if (!FileRoot.TYPES.contains(service.type())) {
            return Optional.empty();
        }
        Optional<Path> directory = scope.local().flatMap(LocalStores::directory);
        if (directory.isPresent()) {
            return Optional.of(FileRoot.local(service.name(), directory.get()));
        }
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        return FileRoot.of(service.name(), service.type(), properties, property -> properties
                .secret(property)
                .flatMap((SecretSetting secret) -> secret.require(service, property, issues)));
    }
}
