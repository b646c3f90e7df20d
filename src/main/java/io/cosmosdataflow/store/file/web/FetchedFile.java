package io.cosmosdataflow.store.file.web;

import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The answer of a server as a file below a root; what was made for it goes when it is closed. */
public final class FetchedFile implements AutoCloseable {

    private final FileRoot root;
    private final FileLocation location;
    /** Empty if the file was there before. */
    private final Optional<StorageAccess> access;

    private final Consumer<String> remark;

    private FetchedFile(FileRoot root, FileLocation location, Optional<StorageAccess> access, Consumer<String> remark) {
        this.root = root;
        this.location = location;
        this.access = access;
        this.remark = remark;
    }

    /** One that stays. */
    static FetchedFile standing(FileRoot root, FileLocation location) {
        return new FetchedFile(root, location, Optional.empty(), nothing -> {});
    }

    /** @param root with nothing else below it */
    static FetchedFile temporary(FileRoot root, FileLocation location, StorageAccess access, Consumer<String> remark) {
        return new FetchedFile(root, location, Optional.of(access), remark);
    }

    public FileRoot root() {
        return root;
    }

    public FileLocation location() {
        return location;
    }

    Path path() {
        return new Path(root.uri("") + "/" + location.file());
    }

    /** To be closed by the caller. */
    FileSystem open() throws IOException {
        return access.orElseThrow().open(path());
    }

    @Override
    public void close() {
        if (access.isEmpty()) {
            return;
        }
        Path folder = new Path(root.uri(""));
        try (FileSystem files = open()) {
            files.delete(folder, true);
        } catch (IOException e) {
            remark.accept("The answer of a server that was kept in '" + folder + "' cannot be deleted: "
                    + e.getMessage() + ". Delete the folder.");
        }
    }
}
