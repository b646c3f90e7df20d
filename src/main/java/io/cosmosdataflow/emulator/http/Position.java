package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a scan over a container goes on: behind a creation number in a physical partition, which stays right while
 * documents come, change and go.
 *
 * @param partition the index of the physical partition
 * @param after the creation number of the last document that is done
 * @param skip results of the next document that have been given already (a document can have several in a JOIN)
 */
record Position(int partition, long after, int skip) {

    static final Position START = new Position(0, -1, 0);

    private static final Pattern FORM = Pattern.compile("P:(\\d{1,6})#N:(-?\\d{1,18})#S:(\\d{1,9})");

    static Position parse(String token) {
        Matcher matcher = FORM.matcher(token);
        if (!matcher.matches()) {
            throw ServiceError.badRequest("The continuation token '" + token + "' is malformed.");
        }
        return new Position(
                Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    static Position of(GatewayRequest request) {
        String token = request.header("x-ms-continuation");
        return token == null || token.isEmpty() ? START : parse(token);
    }

    @Override
    public String toString() {
        return "P:" + partition + "#N:" + after + "#S:" + skip;
    }
}
