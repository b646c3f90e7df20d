package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a replica of a physical partition. Clients get it with the addresses, and send it back with each request: a
 * request for one document says nowhere else which partition it is for.
 *
 * @param region place of the region in the account's list
 * @param container its resource id; empty for the databases and containers of the account
 * @param partition index of the physical partition
 * @param moves how often the partition had been moved when it came there
 */
public record ReplicaPath(int region, Optional<String> container, int partition, int moves) {

    private static final String MASTER = "master";
    private static final Pattern FORM = Pattern.compile(
            "/?apps/(\\d{1,4})/services/([^/]{1,40})/partitions/(\\d{1,9})-(\\d{1,9})/replicas/\\d{1,3}[ps]/?");

    /** @throws ServiceError 410, as of a replica that has moved, if it names none of ours */
    public static ReplicaPath parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            throw ServiceError.of(410, "The requested resource is no longer available at the server.");
        }
        String owner = matcher.group(2);
        return new ReplicaPath(
                Integer.parseInt(matcher.group(1)),
                owner.equals(MASTER) ? Optional.empty() : Optional.of(owner),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /** @param replica 0 for the primary */
    String text(int replica) {
        return "/apps/" + region + "/services/" + container.orElse(MASTER) + "/partitions/" + partition + "-" + moves
                + "/replicas/" + replica + (replica == 0 ? "p/" : "s/");
    }
}
