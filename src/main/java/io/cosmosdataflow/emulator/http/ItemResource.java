package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.meter.RequestCharges;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.SqlQuery;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.DocumentBody;
import io.cosmosdataflow.emulator.storage.ItemOperation;
import io.cosmosdataflow.emulator.storage.ItemOperation.Kind;
import io.cosmosdataflow.emulator.storage.ItemOutcome;
import io.cosmosdataflow.emulator.storage.Patch;

/** Operations on one item. */
final class ItemResource {

    private final Metering metering;

    ItemResource(Metering metering) {
        this.metering = metering;
    }

    /** @param id null for a create or upsert */
    GatewayResponse execute(GatewayRequest request, Container container, Kind kind, String id) {
        byte[] body = request.body();
        ItemOperation operation = new ItemOperation(
                kind,
                id,
                request.partitionKey(),
                kind.hasDocument() ? DocumentBody.parse(body, 0, body.length, container.definition()) : null,
                kind == Kind.PATCH ? Patch.parse(body, 0, body.length, SqlQuery::condition) : null,
                request.header("If-Match"),
                request.header("If-None-Match"));
        Container.Target target = container.target(operation);
        metering.admit(container, target.partition());
        ItemOutcome outcome;
        try {
            outcome = container.execute(target);
        } catch (ServiceError e) {
            metering.charge(container, target.partition(), charge(kind, ItemOutcome.failed(e)));
            throw e;
        }
        double units = charge(kind, outcome);
        metering.charge(container, target.partition(), units);
        count(container, kind);
        GatewayResponse response = response(request, container, kind, outcome);
        return response.session(target.partition())
                .owner(container.link(), container.rid())
                .charge(units);
    }

    private void count(Container container, Kind kind) {
        if (kind.isWrite()) {
            metering.written(container, 1);
        } else {
            metering.read(container, 1);
        }
    }

    private static GatewayResponse response(
            GatewayRequest request, Container container, Kind kind, ItemOutcome outcome) {
        if (outcome.document() == null || outcome.status() == 304) {
            GatewayResponse response = GatewayResponse.empty(outcome.status());
            return outcome.document() == null
                    ? response
                    : response.etag(outcome.document().etag());
        }
        GatewayResponse response;
        if (kind.isWrite() && request.prefersMinimal()) {
            response = GatewayResponse.empty(outcome.status());
        } else {
            Bytes body = new Bytes(outcome.size() + 256);
            container.write(outcome.document(), body);
            response = GatewayResponse.of(outcome.status(), body);
        }
        return response.etag(outcome.document().etag());
    }

    /** Request units of an operation, by what it did and the size of the document. */
    static double charge(Kind kind, ItemOutcome outcome) {
        if (outcome.isError()) {
            return kind.isWrite() ? RequestCharges.FAILED_WRITE : RequestCharges.METADATA_READ;
        }
        return switch (kind) {
            case READ -> RequestCharges.read(outcome.size());
            case CREATE -> RequestCharges.create(outcome.size());
            case UPSERT -> outcome.status() == 201
                    ? RequestCharges.create(outcome.size())
                    : RequestCharges.change(outcome.size());
            case REPLACE, PATCH -> RequestCharges.change(outcome.size());
            case DELETE -> RequestCharges.delete(outcome.size());
        };
    }
}
