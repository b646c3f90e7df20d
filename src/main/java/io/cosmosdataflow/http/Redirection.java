package io.cosmosdataflow.http;

import java.util.Optional;
import java.util.Set;

/**
 * Where an answer sends the asker to. The JDK's client would give the headers of the authentication to any server.
 *
 * <p>Source: RFC 9110, 15.4.
 */
final class Redirection {

    static final int MOST = 10;

    private static final Set<Integer> KEEPING = Set.of(307, 308);
    private static final Set<Integer> OLD = Set.of(301, 302);
    private static final int SEE_OTHER = 303;

    private Redirection() {}

    /**
     * Empty if the answer is one, leads from an encrypted connection to one that is not, or would have a secret in a body
     * told to another server.
     */
    static Optional<WebRequest> of(WebRequest request, WebAnswer answer) {
        int status = answer.status();
        if (!KEEPING.contains(status) && !OLD.contains(status) && status != SEE_OTHER) {
            return Optional.empty();
        }
        boolean asks =
                status == SEE_OTHER || OLD.contains(status) && request.method().equals("POST");
        return answer.header("Location")
                .map(location -> answer.address().resolve(location))
                .filter(next -> next.isEncrypted() || !answer.address().isEncrypted())
                .filter(next -> asks || !request.hasSecretBody() || next.hasOriginOf(request.address()))
                .map(next -> asks ? request.asGet().at(next) : request.at(next));
    }
}
