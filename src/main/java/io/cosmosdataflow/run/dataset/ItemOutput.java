package io.cosmosdataflow.run.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.StoredItem;
import io.cosmosdataflow.store.kind.StoredItem.Child;
import io.cosmosdataflow.store.type.InterimType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What is known of an item, in Data Factory's form.
 *
 * <p>Source: Microsoft Learn, control-flow-get-metadata-activity, "Sample output"; "The maximum size of returned
 * metadata is 4 MB."
 */
final class ItemOutput {

    private static final long MOST_BYTES = 4L << 20;
    /** Of an entry beside its name: {@code {"name":"","type":"Folder"},}. */
    private static final int BYTES_OF_ENTRY = 28;

    private final StoredItem item;
    private final ObjectNode output = JsonNodeFactory.instance.objectNode();
    private StructType columns;

    ItemOutput(StoredItem item) {
        this.item = item;
    }

    /** What the output has besides. {@code executionDuration} is in milliseconds, as in samples that have times too. */
    static void finish(ObjectNode output, Instant start) {
        output.put("effectiveIntegrationRuntime", CheckedActivity.RUNTIME);
        output.put("executionDuration", Duration.between(start, Instant.now()).toMillis());
    }

    /**
     * Asks the store for it; leaves out what the store does not tell.
     *
     * @throws JobException {@link ErrorCode#MetadataTooLarge}
     */
    void put(MetadataField field) {
        switch (field) {
            case exists -> output.put(field.name(), true);
            case itemName -> output.put(field.name(), item.name());
            case itemType -> output.put(field.name(), item.type().name());
            case size -> output.put(field.name(), item.size());
            case lastModified -> item.lastModified().ifPresent(time -> output.put(field.name(), shown(time)));
            case created -> output.put(field.name(), shown(item.created()));
            case childItems -> children(output.putArray(field.name()));
            case contentMD5 -> output.put(field.name(), item.contentMd5());
            case structure -> structure(output.putArray(field.name()));
            case columnCount -> output.put(field.name(), columns().length());
        }
    }

    boolean has(MetadataField field) {
        return output.has(field.name());
    }

    ObjectNode json() {
        return output;
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** By name: stores have no order in common. */
    private void children(ArrayNode to) {
        List<Child> all = new ArrayList<>();
        long bytes = 0;
        Iterator<Child> children = item.children();
        while (children.hasNext()) {
            Child child = children.next();
            bytes += BYTES_OF_ENTRY + child.name().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                throw JobException.of(
                        ErrorCode.MetadataTooLarge,
                        "The folder '" + item.name() + "' has more than " + all.size()
                                + " child items, and their list takes more than 4 MB, which is the most that Data"
                                + " Factory returns. Ask for a folder with fewer files.");
            }
            all.add(child);
        }
        all.sort(Comparator.comparing(Child::name));
        all.forEach(child -> to.addObject()
                .put("name", child.name())
                .put("type", child.type().name()));
    }

    /** They cost a look into the file. */
    private StructType columns() {
        if (columns == null) {
            columns = item.columns();
        }
        return columns;
    }

    private void structure(ArrayNode to) {
        for (StructField column : columns().fields()) {
            to.addObject()
                    .put("name", column.name())
                    .put("type", InterimType.of(column).shown());
        }
    }
}
