package io.cosmosdataflow.run.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.store.kind.ItemStore;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A GetMetadata activity whose item and fields are known.
 *
 * @param span of the list of fields
 */
record CheckedMetadata(NamedItem item, Set<MetadataField> fields, Span span) implements CheckedActivity {

    @Override
    public ObjectNode run(ActivityContext given) {
        ActivityContext context = given.withSpark(ActivitySession.of(given.spark()));
        Instant start = Instant.now();
        ObjectNode output = item.with(
                context,
                store -> store.find().map(found -> known(found, context)).orElseGet(() -> missing(store)));
        ItemOutput.finish(output, start);
        return output;
    }

    /**
     * Nothing more is in the output where nothing is there. Source: GitHub, MicrosoftDocs/azure-docs, issue 96555, which
     * shows the members of such an output.
     */
    private ObjectNode missing(ItemStore store) {
        if (!fields.contains(MetadataField.exists)) {
            throw store.missing();
        }
        return JsonNodeFactory.instance.objectNode().put(MetadataField.exists.name(), false);
    }

    private ObjectNode known(StoredItem found, ActivityContext context) {
        List<String> wrong = fields.stream()
                .filter(field -> !field.of(found.type()))
                .map(Enum::name)
                .toList();
        if (!wrong.isEmpty()) {
            throw JobException.of(new Issue(
                    ErrorCode.InvalidProperty,
                    Severity.ERROR,
                    span,
                    "'fieldList' asks for '" + String.join("', '", wrong) + "', but dataset '"
                            + item.dataset().name() + "' points to a "
                            + found.type().name().toLowerCase(Locale.ROOT) + ", which has no such metadata.",
                    "Ask a file for size, contentMD5, structure and columnCount, and a folder for childItems."));
        }
        ItemOutput output = new ItemOutput(found);
        fields.forEach(output::put);
        if (fields.contains(MetadataField.lastModified)
                && !output.has(MetadataField.lastModified)
                && found.type() == ItemType.Folder) {
            context.remark()
                    .accept("'lastModified' is left out: folders of linked service '"
                            + item.linkedService().name() + "' of type '"
                            + item.linkedService().type()
                            + "' are only the beginnings of names, and were never modified.");
        }
        return output.json();
    }
}
