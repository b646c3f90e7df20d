package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.store.file.format.BinaryDataset;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.web.FetchedFile;
import io.cosmosdataflow.store.file.web.HttpFile;
import io.cosmosdataflow.store.kind.FileCopy;
import io.cosmosdataflow.store.kind.FileCopyRequest;
import io.cosmosdataflow.store.kind.FileCopyRules;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.FileSelection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A copy of what a server answers, as it is. The file has the name of the last part of the URL's path, unless the dataset
 * of the sink has one.
 *
 * <p>Source: Microsoft Learn, connector-http: "Copy the HTTP response as-is".
 *
 * @param archiveAsFolder whether an archive's name becomes a folder in the paths of its files
 */
public record HttpBinaryCopy(HttpFile answer, Compression compression, boolean archiveAsFolder, BinarySink sink)
        implements FileCopy {

    public HttpBinaryCopy {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(sink, "sink");
    }

    /** Empty if issues say why, or the run will know. */
    public static Optional<FileCopy> checked(FileCopyRequest asked, StoreScope scope) {
        Dataset dataset = asked.from().dataset();
        Properties source = asked.source();
        Properties resource = Properties.of(dataset.typeProperties(), dataset.shown(), source.issues());
        Optional<HttpFile> answer = HttpFile.of(asked.from().linkedService(), resource, source, scope);
        Compression compression = BinaryDataset.compression(resource);
        resource.finish();
        boolean folders = BinarySource.archivesAreFolders(source);
        BinarySource.finish(source);
        Optional<Path> directory = scope.localDirectory();
        Optional<BinarySink> sink = BinarySink.of(asked.to(), asked.sink(), directory);
        return answer.flatMap(from -> sink.map(to -> new HttpBinaryCopy(from, compression, folders, to)));
    }

    @Override
    public boolean verifiable() {
        return copy(new FileRoot(answer.service(), "file:///", "", Map.of()), FileLocation.NONE)
                .verifiable();
    }

    @Override
    public void run(Opening with, FileCopyRules rules, Consumer<FileEvent> events) {
        try (FetchedFile fetched = answer.fetch(with)) {
            copy(fetched.root(), fetched.location()).run(with, rules, events);
        }
    }

    private BinaryCopy copy(FileRoot root, FileLocation location) {
        BinaryDataset dataset = new BinaryDataset(location, compression);
        return new BinaryCopy(
                new BinarySource(root, dataset, FileSelection.everything(0), archiveAsFolder, false), sink);
    }
}
