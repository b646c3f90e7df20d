package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonGenerator;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonSerializer;
import azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Takes the text along where the node of a number is converted by itself; the node's own method for it is final. */
final class WrittenNumberSerializer extends JsonSerializer<Object> {

    @Override
    public void serialize(Object number, JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeNumber(new WrittenDecimal(number.toString()));
    }
}
