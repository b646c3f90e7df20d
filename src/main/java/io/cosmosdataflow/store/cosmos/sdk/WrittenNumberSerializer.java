package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonGenerator;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonSerializer;
import azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;

/** Takes the text along where a number by itself is converted; the nodes' own methods for it are final. */
final class WrittenNumberSerializer extends JsonSerializer<NumericNode> {

    @Override
    public void serialize(NumericNode number, JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeNumber(new WrittenDecimal(number.toString()));
    }
}
