package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonGenerator;
import azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/** The object at the top of what is parsed. It has no text of its own; its members print as they were written. */
final class AnswerObject extends ObjectNode {

    AnswerObject() {
        super(JsonNodeFactory.instance);
    }

    @Override
    public String toString() {
        return WrittenText.object(this);
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (generator instanceof TokenBuffer) {
            WrittenText.object(this, generator, provider);
        } else {
            generator.writeRawValue(toString());
        }
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
