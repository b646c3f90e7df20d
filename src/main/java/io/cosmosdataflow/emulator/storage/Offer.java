package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.meter.ThroughputBudget;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The throughput of a container, or of a database whose containers share it: manual, or autoscale with a most. */
public final class Offer {

    static final int LEAST = 400;
    private static final int LEAST_AUTOSCALE = 1000;
    private static final int AUTOSCALE_SHARE = 10;
    private static final int MANUAL_SHARE = 100;

    private final ObjectNode body;
    private final ThroughputBudget shared;
    /** By the index of the partition. */
    private final Map<Integer, ThroughputBudget> ofPartitions = new ConcurrentHashMap<>();

    private final int highest;

    private Offer(ObjectNode body, int highest) {
        this.body = body;
        this.highest = Math.max(highest, most(body));
        this.shared = new ThroughputBudget(most(body));
    }

    static Offer restored(ObjectNode body) {
        return new Offer(body, 0);
    }

    /** @param resource the link of what the offer is for */
    static Offer make(String rid, String resource, String resourceRid, Throughput throughput) {
        ObjectNode body = Json.object()
                .put("offerVersion", "V2")
                .put("offerType", "Invalid")
                .put("resource", resource)
                .put("offerResourceId", resourceRid)
                .put("id", rid)
                .put("_rid", rid)
                .put("_self", "offers/" + rid + "/");
        write(body.putObject("content"), throughput);
        AccountCatalog.stamp(body);
        return new Offer(body, 0);
    }

    /** What a client asks for: request units per second, fixed or as the most of autoscale. */
    public record Throughput(int unitsPerSecond, boolean isAutoscale) {

        public Throughput {
            int least = isAutoscale ? LEAST_AUTOSCALE : LEAST;
            if (unitsPerSecond < least || unitsPerSecond % 100 != 0) {
                throw ServiceError.badRequest("The offer throughput " + unitsPerSecond
                        + " is invalid: it must be at least " + least + " and a multiple of 100.");
            }
        }

        static Throughput usual() {
            return new Throughput(LEAST, false);
        }
    }

    /** A copy of the offer's JSON with new content, as a PUT asks for it. */
    Offer replaced(Throughput throughput) {
        ObjectNode changed = body.deepCopy();
        write(changed.putObject("content"), throughput);
        AccountCatalog.stamp(changed);
        return new Offer(changed, highest);
    }

    /**
     * The least that the offer can be set to: a share of the largest that it has been.
     *
     * <p>Source: Microsoft Learn, service quotas of Azure Cosmos DB, minimum throughput limits.
     */
    public int least() {
        return throughput().isAutoscale()
                ? Math.max(LEAST_AUTOSCALE, roundedUp(highest / AUTOSCALE_SHARE, LEAST_AUTOSCALE))
                : Math.max(LEAST, roundedUp(highest / MANUAL_SHARE, MANUAL_SHARE));
    }

    private static int roundedUp(int units, int step) {
        return (units + step - 1) / step * step;
    }

    /** Reads the content of an offer that a client sends. */
    public static Throughput read(JsonNode content) {
        JsonNode autoscale = content.path("offerAutopilotSettings");
        return autoscale.has("maxThroughput")
                ? new Throughput(autoscale.get("maxThroughput").asInt(), true)
                : new Throughput(content.path("offerThroughput").asInt(), false);
    }

    private static void write(ObjectNode content, Throughput throughput) {
        if (throughput.isAutoscale()) {
            int most = throughput.unitsPerSecond();
            content.put("offerThroughput", most / AUTOSCALE_SHARE);
            content.putObject("offerAutopilotSettings")
                    .put("tier", 0)
                    .put("maximumTierThroughput", most)
                    .put("autoUpgrade", false)
                    .put("maxThroughput", most);
        } else {
            content.put("offerThroughput", throughput.unitsPerSecond());
        }
        content.put("offerIsRUPerMinuteThroughputEnabled", false);
    }

    public String rid() {
        return body.get("_rid").textValue();
    }

    String resourceRid() {
        return body.get("offerResourceId").textValue();
    }

    public ObjectNode body() {
        return body;
    }

    /** Of a database, whose containers share it; where their partitions are is not modelled. */
    ThroughputBudget shared() {
        return shared;
    }

    /**
     * Of one of so many physical partitions, which have the same share each.
     *
     * <p>Source: Microsoft Learn, "Partitioning and horizontal scaling in Azure Cosmos DB", physical partitions.
     */
    ThroughputBudget ofPartition(int index, int partitions) {
        double share = (double) most(body) / partitions;
        ThroughputBudget budget = ofPartitions.computeIfAbsent(index, absent -> new ThroughputBudget(share));
        budget.change(share);
        return budget;
    }

    public Throughput throughput() {
        return read(body.get("content"));
    }

    private static int most(ObjectNode body) {
        return read(body.get("content")).unitsPerSecond();
    }
}
