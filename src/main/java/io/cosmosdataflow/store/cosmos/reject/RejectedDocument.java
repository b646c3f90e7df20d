package io.cosmosdataflow.store.cosmos.reject;

import io.cosmosdataflow.spark.PlainNumbers;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.lost.DelimitedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A document that the service refused, or that cannot even be sent.
 *
 * @param id empty if it has none that can be read
 * @param partitionKey empty if it cannot be read
 * @param operation in lower case
 * @param status HTTP status; 400 for a document that cannot be sent
 * @param reason error code and explanation
 * @param text of the document, as it came
 */
public record RejectedDocument(
        Optional<String> id,
        List<KeyValue> partitionKey,
        String operation,
        int status,
        String reason,
        Instant at,
        String text) {

    public RejectedDocument {
        partitionKey = List.copyOf(partitionKey);
    }

    /** Id and partition key, as the log of skipped rows has values; the text where the id cannot be read. */
    public String item() {
        List<Object> values = new ArrayList<>();
        values.add(id.orElse(text));
        partitionKey.forEach(value -> values.add(shown(value)));
        return DelimitedItem.of(values);
    }

    private static Object shown(KeyValue value) {
        if (value instanceof KeyValue.Text text) {
            return text.value();
        }
        if (value instanceof KeyValue.Number number) {
            return PlainNumbers.text(number.value());
        }
        if (value instanceof KeyValue.Flag flag) {
            return flag.value();
        }
        return null;
    }
}
