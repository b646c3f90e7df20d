package io.cosmosdataflow.run.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem;
import java.util.Optional;

/**
 * What a Validation activity waits for beside the item itself.
 *
 * @param minimumSize of a file, in bytes; empty for any
 * @param childItems whether a folder must have items, or must have none; empty if it may
 */
record ItemWish(Optional<Long> minimumSize, Optional<Boolean> childItems) {

    /**
     * What was found at one look.
     *
     * @param output of the activity; empty if it is not what is waited for
     * @param seen what is there, as the end of a sentence
     */
    record Look(Optional<ObjectNode> output, String seen) {}

    static final Look NOTHING = new Look(Optional.empty(), "nothing is there");

    /** The setting that items of this type do not have; empty if it can be met. */
    Optional<MetadataField> wrongFor(ItemType type) {
        if (type == ItemType.Folder && minimumSize.isPresent() && childItems.isEmpty()) {
            return Optional.of(MetadataField.size);
        }
        return type == ItemType.File && childItems.isPresent() && minimumSize.isEmpty()
                ? Optional.of(MetadataField.childItems)
                : Optional.empty();
    }

    Look look(StoredItem item) {
        if (item.type() == ItemType.File && minimumSize.isPresent()) {
            return item.size() >= minimumSize.get()
                    ? met(item, MetadataField.size)
                    : new Look(Optional.empty(), "the file has " + item.size() + " bytes");
        }
        if (item.type() == ItemType.Folder && childItems.isPresent()) {
            boolean any = item.children().hasNext();
            return any == childItems.get()
                    ? met(item, MetadataField.childItems)
                    : new Look(Optional.empty(), any ? "the folder has items" : "the folder is empty");
        }
        return met(item);
    }

    /** A list that is too long is left out: there are items, and that was the question. */
    private static Look met(StoredItem item, MetadataField... fields) {
        ItemOutput output = new ItemOutput(item);
        output.put(MetadataField.exists);
        for (MetadataField field : fields) {
            try {
                output.put(field);
            } catch (JobException e) {
                if (e.code() != ErrorCode.MetadataTooLarge) {
                    throw e;
                }
                output.json().remove(field.name());
            }
        }
        return new Look(Optional.of(output.json()), "");
    }
}
