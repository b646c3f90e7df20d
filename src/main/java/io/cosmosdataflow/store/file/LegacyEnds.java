package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.format.LegacyDataset;
import io.cosmosdataflow.store.file.format.XmlNames;
import io.cosmosdataflow.store.file.write.FilesWriter;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import io.cosmosdataflow.store.storage.FileSelection;
import java.util.Map;

/**
 * Sources and sinks of the model before 2019, as the settings that they mean. Source: Microsoft Learn,
 * connector-azure-blob-storage, legacy copy activity source and sink model; BlobSource and BlobSink of the REST API.
 */
final class LegacyEnds {

    private LegacyEnds() {}

    /** Reads the settings of a source, and leaves it to the caller. */
    static FileReadSettings reading(LegacyDataset dataset, Properties source) {
        FileSelection chosen = dataset.selection();
        FileSelection selection = new FileSelection(
                source.flag("recursive", true),
                chosen.wildcardFolder(),
                chosen.wildcardFile(),
                chosen.prefix(),
                "",
                chosen.modified(),
                chosen.partitionRoot(),
                source.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE));
        int skip = source.integer("skipHeaderLineCount", dataset.skipLineCount(), 0, Integer.MAX_VALUE);
        return new FileReadSettings(selection, skip, true, XmlNames.QUALIFIED, true);
    }

    /** The files of a source, which may say for itself whether an empty text is null. */
    static FileDataset read(LegacyDataset dataset, Properties source) {
        FileDataset files = dataset.files();
        if (files.format() instanceof DelimitedText text
                && source.value("treatEmptyAsNull").isPresent()) {
            return new FileDataset(text.emptyAsNull(source.flag("treatEmptyAsNull", true)), files.location());
        }
        source.ignore("treatEmptyAsNull");
        return files;
    }

    /** Reads the settings of a sink, and leaves it to the caller. */
    static FileWriteSettings writing(LegacyDataset dataset, Properties sink) {
        if (!sink.flag("blobWriterOverwriteFiles", true)) {
            sink.unsupported("blobWriterOverwriteFiles", "a file of the name is replaced");
        }
        sink.unsupported("blobWriterDateTimeFormat", "put a 'format' into the structure of the dataset");
        sink.unsupported("metadata", "Hadoop's file systems cannot set metadata of a blob");
        return new FileWriteSettings(
                sink.choice("copyBehavior", CopyBehavior.PreserveHierarchy),
                new FilesWriter.Layout(dataset.arrayOfObjects(), false, Map.of()),
                "",
                0,
                "",
                sink.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE));
    }

    /** The files of a sink, which may ask for a header by itself. */
    static FileDataset written(LegacyDataset dataset, Properties sink) {
        FileDataset files = dataset.files();
        boolean header = sink.flag("blobWriterAddHeader", false);
        FileSelection selection = dataset.selection();
        if (!selection.wildcardFolder().isEmpty() || !selection.wildcardFile().isEmpty()) {
            sink.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            sink.span(),
                            "The dataset of " + sink.owner() + " has a wildcard in its path, and a file needs a name.",
                            "Write the path without '*' and '?'.");
        }
        return header && files.format() instanceof DelimitedText text
                ? new FileDataset(text.withHeader(), files.location())
                : files;
    }
}
