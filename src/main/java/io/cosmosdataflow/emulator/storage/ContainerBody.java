package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.protocol.ServiceError;

/** The JSON of a container: what the client asked for, completed as the service does it. */
final class ContainerBody {

    private ContainerBody() {}

    static ObjectNode complete(ObjectNode request, String databaseRid, String rid) {
        ObjectNode body = request.deepCopy();
        KeyDefinition definition = KeyDefinition.parse(body.get("partitionKey"));
        definition.complete((ObjectNode) body.get("partitionKey"));
        if (body.path("defaultTtl").isNull()) {
            body.remove("defaultTtl");
        }
        if (body.has("defaultTtl")) {
            int seconds = body.get("defaultTtl").asInt();
            if (seconds == 0 || seconds < -1) {
                throw ServiceError.badRequest("The default time to live must be -1 or a positive number of seconds.");
            }
        }
        if (!body.hasNonNull("indexingPolicy")) {
            ObjectNode policy = body.putObject("indexingPolicy")
                    .put("indexingMode", "consistent")
                    .put("automatic", true);
            policy.putArray("includedPaths").addObject().put("path", "/*");
            policy.putArray("excludedPaths").addObject().put("path", "/\"_etag\"/?");
        }
        if (!body.hasNonNull("conflictResolutionPolicy")) {
            body.putObject("conflictResolutionPolicy")
                    .put("mode", "LastWriterWins")
                    .put("conflictResolutionPath", "/_ts")
                    .put("conflictResolutionProcedure", "");
        }
        if (!body.hasNonNull("geospatialConfig")) {
            body.putObject("geospatialConfig").put("type", "Geography");
        }
        body.put("_rid", rid).put("_self", "dbs/" + databaseRid + "/colls/" + rid + "/");
        AccountCatalog.stamp(body);
        return body.put("_docs", "docs/")
                .put("_sprocs", "sprocs/")
                .put("_triggers", "triggers/")
                .put("_udfs", "udfs/")
                .put("_conflicts", "conflicts/");
    }
}
