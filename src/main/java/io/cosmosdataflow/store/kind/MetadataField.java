package io.cosmosdataflow.store.kind;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What can be asked of an item, by Data Factory's names, in the order of its samples.
 *
 * <p>Source: Microsoft Learn, control-flow-get-metadata-activity, "Metadata options".
 */
public enum MetadataField {
    exists(ItemType.File, ItemType.Folder, ItemType.Table),
    itemName(ItemType.File, ItemType.Folder),
    itemType(ItemType.File, ItemType.Folder),
    size(ItemType.File),
    lastModified(ItemType.File, ItemType.Folder),
    created(ItemType.File, ItemType.Folder),
    childItems(ItemType.Folder),
    contentMD5(ItemType.File),
    structure(ItemType.File, ItemType.Table),
    columnCount(ItemType.File, ItemType.Table);

    /** What an item is; the constants of files are Data Factory's values. */
    public enum ItemType {
        File,
        Folder,
        Table
    }

    private final Set<ItemType> items;

    MetadataField(ItemType first, ItemType... more) {
        this.items = EnumSet.of(first, more);
    }

    /** Whether items of this type have it. */
    public boolean of(ItemType type) {
        return items.contains(type);
    }

    /** By its name in any case. */
    public static Optional<MetadataField> find(String name) {
        return Arrays.stream(values())
                .filter(field -> field.name().equalsIgnoreCase(name.trim()))
                .findFirst();
    }
}
