package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.kind.DataShape;

/** What a mapping must know of files. */
final class FileShape {

    private FileShape() {}

    /** @param nestingSeparator see {@link DataShape} */
    static DataShape of(Dataset dataset, FileDataset files, String nestingSeparator) {
        DataShape.Kind kind = files.hierarchical()
                ? files.format() instanceof FileFormat.Xml ? DataShape.Kind.XML_DOCUMENTS : DataShape.Kind.DOCUMENTS
                : files.format() instanceof FileFormat.Text text
                        ? text.header() ? DataShape.Kind.TEXT : DataShape.Kind.HEADERLESS_TEXT
                        : DataShape.Kind.TYPED_FILE;
        return DataShape.of(dataset, kind, nestingSeparator);
    }
}
