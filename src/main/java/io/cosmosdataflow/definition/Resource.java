package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;

/** One file of a factory. Names are unique per kind, whatever their case. */
public sealed interface Resource
        permits Credential, DataFlow, Dataset, IntegrationRuntime, LinkedService, Pipeline, Trigger {

    String name();

    /** Where the name stands. */
    Span span();

    /** The whole file: {@code {"name":..,"properties":{..}}}. */
    JsonObject raw();
}
