package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.meter.RequestCharges;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Partition;
import io.cosmosdataflow.emulator.storage.StoredDocument;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Documents without a query: all of them page by page, or those that changed. The text goes out unparsed. */
final class FeedResource {

    private static final long BYTES_PER_KB = 1024;

    private final Metering metering;

    FeedResource(Metering metering) {
        this.metering = metering;
    }

    GatewayResponse list(GatewayRequest request, Container container) {
        AskedPartitions scope = AskedPartitions.of(request, container);
        metering.admit(scope);
        return list(request, scope);
    }

    /** One page of all documents in a scope; for a query that selects whole documents without a filter too. */
    GatewayResponse list(GatewayRequest request, AskedPartitions scope) {
        Container container = scope.container();
        Position position = Position.of(request);
        int left = request.maxItemCount();
        Page page = new Page(container.rid(), "Documents", 64 * 1024);
        long bytes = 0;
        Position next = null;
        for (Partition partition : scope.from(position)) {
            if (left == 0 || page.count() > 0 && bytes >= Page.LARGEST) {
                next = new Position(partition.index(), -1, 0);
                break;
            }
            long after = partition.continues(position.partition()) ? position.after() : -1;
            Partition.Slice slice =
                    container.scan(partition, after, new Partition.Limit(left, Page.LARGEST - bytes), scope.within());
            for (StoredDocument document : slice.documents()) {
                container.write(document, page.next());
                bytes += document.size() + Page.SYSTEM_PROPERTIES;
            }
            left -= slice.documents().size();
            if (!slice.isLast()) {
                next = new Position(partition.index(), slice.position(), 0);
                break;
            }
        }
        GatewayResponse response = finish(scope, page, RequestCharges.page(page.count(), bytes));
        quota(request, scope, response);
        return next == null ? response : response.header("x-ms-continuation", next.toString());
    }

    /** Answers a page, counted and charged. */
    GatewayResponse finish(AskedPartitions scope, Page page, double units) {
        Container container = scope.container();
        metering.page(container, page.count());
        metering.charge(scope, units);
        return page.response()
                .session(scope.partitions().get(0))
                .owner(container.link(), container.rid())
                .charge(units);
    }

    /** The changes behind the position in {@code If-None-Match}; 304 when there are none. */
    GatewayResponse changes(GatewayRequest request, Container container) {
        if (!request.header("A-IM").toLowerCase(Locale.ROOT).startsWith("incremental")) {
            throw ServiceError.badRequest("Only the change feed mode 'Incremental Feed' is supported.");
        }
        AskedPartitions scope = AskedPartitions.of(request, container);
        if (scope.partitions().size() != 1) {
            throw ServiceError.badRequest("A change feed request must name one partition key range or partition key.");
        }
        metering.admit(scope);
        Partition partition = scope.partitions().get(0);
        String token = request.header("If-None-Match");
        Partition.Slice slice = token != null && token.equals("*")
                ? new Partition.Slice(List.of(), partition.lsn(), true)
                : container.changes(
                        partition,
                        token == null ? 0 : lsn(token),
                        new Partition.Limit(request.maxItemCount(), Page.LARGEST),
                        scope.within(),
                        since(request));
        long bytes = 0;
        Page page = new Page(container.rid(), "Documents", 64 * 1024);
        for (StoredDocument document : slice.documents()) {
            Bytes out = page.next();
            container.writeChange(document, out);
            bytes += document.size();
        }
        double units = RequestCharges.changes(page.count(), bytes);
        GatewayResponse response;
        if (slice.documents().isEmpty()) {
            metering.page(container, 0);
            metering.charge(scope, units);
            response = GatewayResponse.empty(304)
                    .session(partition)
                    .owner(container.link(), container.rid())
                    .charge(units);
        } else {
            response = finish(scope, page, units);
        }
        quota(request, scope, response);
        return response.etag("\"" + slice.position() + "\"");
    }

    private static long lsn(String token) {
        return GatewayRequest.number("If-None-Match", token.replace("\"", ""));
    }

    private static int since(GatewayRequest request) {
        String header = request.header("If-Modified-Since");
        if (header == null) {
            return 0;
        }
        try {
            return (int) ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toEpochSecond();
        } catch (DateTimeParseException e) {
            throw ServiceError.badRequest("The header 'If-Modified-Since' is not a date of RFC 1123: " + header);
        }
    }

    /** What the partitions asked for hold; readers plan by it and add the partitions up. */
    static void quota(GatewayRequest request, AskedPartitions scope, GatewayResponse response) {
        if (!request.isTrue("x-ms-documentdb-populatequotainfo")) {
            return;
        }
        long documents = 0;
        long bytes = 0;
        for (Partition partition : scope.partitions()) {
            Partition.Usage usage = scope.container().usage(partition);
            documents += usage.documents();
            bytes += usage.bytes();
        }
        long kilobytes = (bytes + BYTES_PER_KB - 1) / BYTES_PER_KB;
        response.header(
                "x-ms-resource-quota",
                "documentSize=51200;documentsSize=52428800;documentsCount=-1;collectionSize=52428800;");
        response.header(
                "x-ms-resource-usage",
                "documentSize=0;documentsSize=" + kilobytes + ";documentsCount=" + documents + ";collectionSize="
                        + kilobytes + ";");
    }
}
