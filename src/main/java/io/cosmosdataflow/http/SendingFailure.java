package io.cosmosdataflow.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Why a request has no answer. */
final class SendingFailure {

    private SendingFailure() {}

    /** Nothing came in time. */
    static final class NoAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        NoAnswerException(Duration timeout) {
            super("no answer within " + seconds(timeout));
        }
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    /**
     * What the client has failed with.
     *
     * @param timeout that it had
     */
    static IOException io(Throwable failure, Duration timeout) {
        if (failure instanceof HttpTimeoutException && !(failure instanceof HttpConnectTimeoutException)) {
            return new NoAnswerException(timeout);
        }
        return failure instanceof IOException io ? io : new IOException(failure);
    }

    /** Whether it may be better at the next attempt. */
    static boolean mayPass(IOException failure) {
        return !(failure instanceof SSLException)
                && !(failure instanceof NoAnswerException)
                && !(failure instanceof LimitedBody.TooLongException);
    }

    /** The rest of a sentence that begins with the request. */
    static String reason(IOException failure, WebAddress address) {
        if (failure instanceof SSLHandshakeException) {
            return "got no answer: the certificate of " + address.server() + " is not trusted by this JVM ("
                    + innermost(failure) + "); add its authority to the trust store of the JVM";
        }
        if (failure instanceof NoAnswerException) {
            return "got " + failure.getMessage();
        }
        if (failure instanceof LimitedBody.TooLongException) {
            return "got an answer that is too long: " + failure.getMessage();
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return "got no answer: nothing answers at " + address.server();
        }
        if (failure instanceof ConnectException) {
            boolean unknown = cause(failure) instanceof UnresolvedAddressException;
            return "got no answer: "
                    + (unknown
                            ? "the name '" + address.uri().getHost() + "' is not known to the name servers"
                            : "no connection to " + address.server());
        }
        return "got no answer: " + innermost(failure);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = cause(failure);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
