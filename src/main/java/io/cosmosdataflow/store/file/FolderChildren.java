package io.cosmosdataflow.store.file;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem.Child;
import io.cosmosdataflow.store.storage.FileListing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** What is in a folder, as the store hands it out, without this product's own folders of unfinished files. */
final class FolderChildren implements Iterator<Child> {

    private final RemoteIterator<FileStatus> all;
    private final Predicate<FileStatus> wanted;
    private final Function<IOException, JobException> failed;
    private Optional<Child> next;

    FolderChildren(
            RemoteIterator<FileStatus> all, Predicate<FileStatus> wanted, Function<IOException, JobException> failed) {
        this.all = all;
        this.wanted = wanted;
        this.failed = failed;
        this.next = find();
    }

    private Optional<Child> find() {
        try {
            while (all.hasNext()) {
                FileStatus status = all.next();
                String name = status.getPath().getName();
                if (!name.startsWith(FileListing.UNFINISHED) && wanted.test(status)) {
                    return Optional.of(new Child(name, status.isDirectory() ? ItemType.Folder : ItemType.File));
                }
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty(); // it was deleted meanwhile
        } catch (IOException e) {
            throw failed.apply(e);
        }
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Child next() {
        Child found = next.orElseThrow(NoSuchElementException::new);
        next = find();
        return found;
    }
}
