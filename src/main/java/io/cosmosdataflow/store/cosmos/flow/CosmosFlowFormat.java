package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.definition.Properties;
import java.util.List;
import java.util.Optional;

/** The {@code format} of a script's source or sink that is a container. */
enum CosmosFlowFormat {
    DOCUMENT("document"),
    DOCUMENT_QUERY("documentQuery");

    private final String word;

    CosmosFlowFormat(String word) {
        this.word = word;
    }

    static CosmosFlowFormat read(Properties settings) {
        String text = settings.text("format", DOCUMENT.word);
        for (CosmosFlowFormat format : values()) {
            if (format.word.equalsIgnoreCase(text)) {
                return format;
            }
        }
        settings.notAllowed("format", text, List.of(DOCUMENT.word, DOCUMENT_QUERY.word));
        return DOCUMENT;
    }

    /** The query counts with its format only; an empty one reads everything. */
    Optional<String> query(Properties settings) {
        Optional<String> query = settings.text("query").filter(text -> !text.isBlank());
        return this == DOCUMENT_QUERY ? query : Optional.empty();
    }

    /** Whether {@code storeType} names the analytical store; documents are read from the transactional one. */
    static boolean analytical(Properties settings) {
        String type = settings.text("storeType", "oltp");
        if (!type.equalsIgnoreCase("oltp") && !type.equalsIgnoreCase("olap")) {
            settings.notAllowed("storeType", type, List.of("oltp", "olap"));
        }
        return type.equalsIgnoreCase("olap");
    }

    @Override
    public String toString() {
        return word;
    }
}
