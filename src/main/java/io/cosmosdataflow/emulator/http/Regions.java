package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.ServerConnector;

/** The regions of the account: each is an address of its own for the same data; the first takes writes. */
record Regions(List<ServerConnector> connectors) {

    private static final int WRITE_FORBIDDEN = 3;
    private static final Set<RequestKind> WRITES =
            Set.of(RequestKind.METADATA_WRITE, RequestKind.ITEM_WRITE, RequestKind.BATCH);

    Regions {
        connectors = List.copyOf(connectors);
    }

    /** A region and where it listens. */
    record Region(String name, int port, int place) {

        /** Whether it is the first. */
        boolean takesWrites() {
            return place == 0;
        }

        /** Refuses what only the first region may do. Source: Microsoft Learn, 403 with sub-status 3. */
        void admit(RequestKind kind) {
            if (!takesWrites() && WRITES.contains(kind)) {
                throw ServiceError.of(
                        403,
                        WRITE_FORBIDDEN,
                        "The requested operation cannot be performed at this region: '" + name + "' is for reads.");
            }
        }
    }

    List<Region> all() {
        return IntStream.range(0, connectors.size())
                .mapToObj(place -> new Region(
                        connectors.get(place).getName(), connectors.get(place).getLocalPort(), place))
                .toList();
    }

    Region at(int port) {
        return all().stream().filter(each -> each.port() == port).findFirst().orElseGet(() -> all().get(0));
    }
}
