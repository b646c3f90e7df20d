package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.RequestCharges;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.SqlQuery;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Container.Target;
import io.cosmosdataflow.emulator.storage.DocumentBody;
import io.cosmosdataflow.emulator.storage.ItemOperation;
import io.cosmosdataflow.emulator.storage.ItemOperation.Kind;
import io.cosmosdataflow.emulator.storage.ItemOutcome;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Partition;
import io.cosmosdataflow.emulator.storage.Patch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bulk requests, whose operations succeed or fail alone, and atomic batches of one logical partition. */
final class BatchResource {

    private static final int MOST_OPERATIONS = 100;
    private static final int FAILED_DEPENDENCY = 424;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Metering metering;
    private final FaultSwitch faults;

    BatchResource(Metering metering, FaultSwitch faults) {
        this.metering = metering;
        this.faults = faults;
    }

    /** One operation as it stands in the request; the body is a slice of the request's bytes. */
    private record Line(Kind kind, String id, String key, String ifMatch, String ifNoneMatch, int offset, int length) {}

    /** What became of a line, and what it costs. */
    private record Result(Kind kind, ItemOutcome outcome, double charge) {}

    GatewayResponse execute(GatewayRequest request, Container container) {
        if (request.body().length > DocumentBody.LARGEST) {
            throw ServiceError.tooLarge();
        }
        List<Line> lines = read(request.body());
        if (lines.size() > MOST_OPERATIONS) {
            throw ServiceError.badRequest(
                    "Batch request has more operations than what is supported: at most " + MOST_OPERATIONS + ".");
        }
        boolean isAtomic = request.isTrue("x-ms-cosmos-batch-atomic");
        Partition partition;
        List<Result> results;
        if (isAtomic) {
            PartitionKeyValue key = request.partitionKey();
            if (key == null) {
                throw ServiceError.badRequest("PartitionKey value must be supplied for this operation.");
            }
            partition = container.partitionOf(container.definition().effective(key));
            metering.admit(container, partition);
            results = atomic(request, container, partition, lines, key);
        } else {
            AskedPartitions scope = AskedPartitions.of(request, container);
            partition = scope.partitions().get(0);
            results = bulk(request, container, partition, lines);
        }
        double units = 0;
        long written = 0;
        boolean isMixed = false;
        for (Result result : results) {
            units += result.charge();
            written += result.kind().isWrite() && !result.outcome().isError() ? 1 : 0;
            isMixed |= result.outcome().isError();
        }
        metering.charge(container, partition, units);
        metering.written(container, written);
        return GatewayResponse.of(isMixed ? 207 : 200, body(request, container, results))
                .session(partition)
                .owner(container.link(), container.rid())
                .charge(units);
    }

    private List<Result> bulk(GatewayRequest request, Container container, Partition partition, List<Line> lines) {
        ItemOutcome[] outcomes = new ItemOutcome[lines.size()];
        double reserved = 0;
        List<Target> targets = new ArrayList<>(lines.size());
        List<Integer> places = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            try {
                double least = least(lines.get(i));
                refuse(container, partition, least);
                reserved += least;
                Target target = target(request, container, lines.get(i), request.partitionKey());
                if (target.partition() != partition) {
                    throw ServiceError.of(
                            410,
                            ServiceError.PARTITION_KEY_RANGE_GONE,
                            "The operation's partition key is not in the partition key range of the request.");
                }
                targets.add(target);
                places.add(i);
            } catch (ServiceError e) {
                outcomes[i] = ItemOutcome.failed(e);
            }
        }
        List<ItemOutcome> done = container.executeEach(partition, targets);
        for (int i = 0; i < done.size(); i++) {
            outcomes[places.get(i)] = done.get(i);
        }
        List<Result> results = new ArrayList<>(outcomes.length);
        for (int i = 0; i < outcomes.length; i++) {
            Kind kind = lines.get(i).kind();
            results.add(new Result(kind, outcomes[i], charge(kind, outcomes[i])));
        }
        metering.giveBack(container, partition, reserved);
        return results;
    }

    /** What an operation costs if it is carried out; what it costs beyond that is known afterwards. */
    private static double least(Line line) {
        return line.kind().isWrite() ? RequestCharges.create(line.length()) : RequestCharges.read(line.length());
    }

    /** Answers an operation without doing it, when the offer is exceeded or a fault rule says so. */
    private void refuse(Container container, Partition partition, double least) {
        metering.reserve(container, partition, least);
        Fault fault = faults.forOperation();
        if (fault != null) {
            throw ServiceError.injected(
                    fault.status(), fault.substatus(), faults.retryAfterMillis(), "Fault on purpose: " + fault);
        }
    }

    private List<Result> atomic(
            GatewayRequest request, Container container, Partition partition, List<Line> lines, PartitionKeyValue key) {
        List<Target> targets = new ArrayList<>(lines.size());
        String effective = container.definition().effective(key);
        for (Line line : lines) {
            Target target = target(request, container, line, key);
            if (!target.key().effective().equals(effective)) {
                throw ServiceError.badRequest("All operations of an atomic batch must have its partition key.");
            }
            targets.add(target);
        }
        List<ItemOutcome> outcomes = container.executeAll(partition, targets);
        int failed = outcomes.isEmpty() || !outcomes.get(outcomes.size() - 1).isError() ? -1 : outcomes.size() - 1;
        ServiceError dependency = ServiceError.of(FAILED_DEPENDENCY, "Another operation of the batch has failed.");
        List<Result> results = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Kind kind = lines.get(i).kind();
            if (failed >= 0 && i != failed) {
                results.add(new Result(kind, ItemOutcome.failed(dependency), 0));
            } else {
                results.add(new Result(kind, outcomes.get(i), charge(kind, outcomes.get(i))));
            }
        }
        return results;
    }

    private static double charge(Kind kind, ItemOutcome outcome) {
        boolean isFree =
                outcome.isError() && (outcome.status() == 429 || outcome.status() == 449 || outcome.status() >= 500);
        return isFree ? 0 : ItemResource.charge(kind, outcome);
    }

    private static Target target(GatewayRequest request, Container container, Line line, PartitionKeyValue ofRequest) {
        byte[] body = request.body();
        if ((line.kind().hasDocument() || line.kind() == Kind.PATCH) && line.length() == 0) {
            throw ServiceError.badRequest("A batch operation of this kind needs a resourceBody.");
        }
        return container.target(new ItemOperation(
                line.kind(),
                line.id(),
                line.key() == null ? ofRequest : PartitionKeyValue.parse(line.key()),
                line.kind().hasDocument()
                        ? DocumentBody.parse(body, line.offset(), line.length(), container.definition())
                        : null,
                line.kind() == Kind.PATCH ? Patch.parse(body, line.offset(), line.length(), SqlQuery::condition) : null,
                line.ifMatch(),
                line.ifNoneMatch()));
    }

    private static Bytes body(GatewayRequest request, Container container, List<Result> results) {
        Bytes out = new Bytes(128 * results.size() + 16);
        out.write('[');
        String separator = "";
        for (Result result : results) {
            ItemOutcome outcome = result.outcome();
            out.ascii(separator).ascii("{\"statusCode\":").number(outcome.status());
            out.ascii(",\"requestCharge\":").ascii(String.format(Locale.ROOT, "%.2f", result.charge()));
            if (outcome.isError()) {
                ServiceError error = outcome.error();
                out.ascii(",\"subStatusCode\":").number(error.substatus());
                if (error.retryAfterMillis() > 0) {
                    out.ascii(",\"retryAfterMilliseconds\":").number(error.retryAfterMillis());
                }
            }
            if (outcome.document() != null) {
                String etag = outcome.document().etag();
                out.ascii(",\"eTag\":\"\\\"")
                        .ascii(etag.substring(1, etag.length() - 1))
                        .ascii("\\\"\"");
                if (!request.prefersMinimal() || result.kind() == Kind.READ) {
                    out.ascii(",\"resourceBody\":");
                    container.write(outcome.document(), out);
                }
            }
            out.write('}');
            separator = ",";
        }
        out.write(']');
        return out;
    }

    private static List<Line> read(byte[] body) {
        List<Line> lines = new ArrayList<>();
        Json.requireUtf8(body);
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw ServiceError.badRequest("A batch request is an array of operations.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!parser.hasToken(JsonToken.START_OBJECT)) {
                    throw ServiceError.badRequest("The batch request is invalid: an operation is an object.");
                }
                lines.add(line(parser));
            }
            if (parser.nextToken() != null) {
                throw ServiceError.badRequest("The batch request is invalid: text follows the operations.");
            }
            return lines;
        } catch (JsonProcessingException e) {
            throw ServiceError.badRequest("The batch request is invalid. " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(JsonParser parser) throws IOException {
        Kind kind = null;
        String id = null;
        String key = null;
        String ifMatch = null;
        String ifNoneMatch = null;
        int offset = 0;
        int length = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "operationType" -> kind = kind(text(parser, name));
                case "id" -> id = text(parser, name);
                case "partitionKey" -> key = text(parser, name);
                case "ifMatch" -> ifMatch = text(parser, name);
                case "ifNoneMatch" -> ifNoneMatch = text(parser, name);
                case "resourceBody" -> {
                    offset = (int) parser.getTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    length = (int) parser.getCurrentLocation().getByteOffset() - offset;
                }
                default -> parser.skipChildren();
            }
        }
        if (kind == null) {
            throw ServiceError.badRequest("A batch operation needs an operationType.");
        }
        return new Line(kind, id, key, ifMatch, ifNoneMatch, offset, length);
    }

    private static String text(JsonParser parser, String name) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw ServiceError.badRequest("The '" + name + "' of a batch operation must be a string.");
        }
        return parser.getText();
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw ServiceError.badRequest("Unknown operationType '" + name + "'.");
    }
}
