package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the service does not have: the fault switch and the counters, for other processes.
 *
 * <p>{@code POST /_emulator/faults {"rate": 0.3, "seed": 1, "faults": ["429", "RESET_AFTER"], "on": ["ITEM_WRITE"],
 * "retryAfterMs": 10, "eachOperation": false, "most": 100}} switches on, {@code DELETE} off, {@code GET
 * /_emulator/statistics} counts. Requests are not signed; the emulator listens on loopback only.
 */
final class ControlResource {

    static final String ROOT = "_emulator";

    private final FaultSwitch faults;
    private final Statistics statistics;

    ControlResource(FaultSwitch faults, Statistics statistics) {
        this.faults = faults;
        this.statistics = statistics;
    }

    GatewayResponse answer(GatewayRequest request) {
        String what = request.method() + " " + String.join("/", request.segments());
        return switch (what) {
            case "POST _emulator/faults" -> {
                faults.on(rule(request.json()));
                yield GatewayResponse.json(200, Json.object().put("on", true));
            }
            case "DELETE _emulator/faults" -> {
                faults.off();
                yield GatewayResponse.json(200, Json.object().put("on", false));
            }
            case "GET _emulator/faults" -> GatewayResponse.json(
                    200, Json.object().put("on", faults.rule().isPresent()).put("count", faults.count()));
            case "GET _emulator/statistics" -> GatewayResponse.json(200, counters());
            default -> throw ServiceError.badRequest("Unknown control request '" + what + "'.");
        };
    }

    private static FaultRule rule(JsonNode json) {
        try {
            List<Fault> chosen = new ArrayList<>();
            json.path("faults").forEach(name -> chosen.add(Fault.named(name.asText())));
            Set<RequestKind> kinds = EnumSet.noneOf(RequestKind.class);
            json.path("on").forEach(name -> kinds.add(RequestKind.valueOf(name.asText())));
            FaultRule.Draw draw = new FaultRule.Draw(
                    json.path("rate").asDouble(),
                    json.path("seed").asLong(),
                    json.path("after").asLong(),
                    json.path("most").asLong(Long.MAX_VALUE));
            return new FaultRule(
                    draw,
                    chosen,
                    kinds.isEmpty() ? EnumSet.allOf(RequestKind.class) : kinds,
                    json.path("eachOperation").asBoolean(),
                    json.path("retryAfterMs").asLong(10),
                    json.path("delayMs").asLong(FaultRule.USUAL_DELAY));
        } catch (IllegalArgumentException e) {
            throw ServiceError.badRequest("The fault rule is invalid: " + e.getMessage());
        }
    }

    private ObjectNode counters() {
        ObjectNode json = Json.object();
        ObjectNode requests = json.putObject("requests");
        statistics.requests().forEach((kind, count) -> requests.put(kind.name(), count));
        json.put("directRequests", statistics.directRequests());
        json.put("faults", statistics.faults());
        totals(json, statistics.total());
        ObjectNode containers = json.putObject("containers");
        statistics.containers().forEach((name, totals) -> {
            ObjectNode counted = containers.putObject(name);
            totals(counted, totals);
            ArrayNode tenths = counted.putArray("requestUnitsByTenthOfASecond");
            for (double units : statistics.chargeTimeline(name)) {
                tenths.add(Math.round(units * 100) / 100.0);
            }
        });
        ObjectNode regions = json.putObject("regions");
        statistics.regions().forEach(regions::put);
        ObjectNode offers = json.putObject("offerChanges");
        statistics.offerChanges().forEach((name, changes) -> {
            ArrayNode list = offers.putArray(name);
            changes.forEach(change -> list.addObject()
                    .put("before", change.before())
                    .put("after", change.after())
                    .put("autoscale", change.isAutoscale()));
        });
        return json;
    }

    private static void totals(ObjectNode json, Statistics.Totals totals) {
        json.put("pages", totals.pages())
                .put("documentsRead", totals.documentsRead())
                .put("documentsWritten", totals.documentsWritten())
                .put("throttled", totals.throttled())
                .put("requestCharge", totals.requestCharge());
    }
}
