package io.cosmosdataflow.run.web;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Where services call back to: settings of Hadoop.
 *
 * @param url what services know; empty: the driver itself
 * @param port to listen to; 0 for any that is free
 */
record CallbackSettings(Optional<WebAddress> url, int port) {

    /** Before the names where they are settings of Spark. */
    static final String SPARK = "spark.hadoop.";

    static final String PORT = "cosmosdataflow.callback.port";
    static final String URL = "cosmosdataflow.callback.url";

    private static final int MOST_PORT = 65_535;

    /**
     * @throws JobException {@link ErrorCode#InvalidOptionValue}
     */
    static CallbackSettings read(Configuration hadoop) {
        Optional<WebAddress> url =
                Optional.of(hadoop.get(URL, "")).filter(text -> !text.isBlank()).map(CallbackSettings::address);
        String port = hadoop.get(PORT, "0").trim();
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST_PORT) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    SPARK + PORT + " is '" + port + "', which is no port from 0 to " + MOST_PORT + ".");
        }
        return new CallbackSettings(url, Integer.parseInt(port));
    }

    private static WebAddress address(String text) {
        try {
            return WebAddress.of(text.trim().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    SPARK + URL + " is no address for callbacks: " + e.getMessage() + ".");
        }
    }

    /** @param thisMachine whether only services of this machine can be meant */
    InetSocketAddress listening(boolean thisMachine) {
        return thisMachine && url.isEmpty()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(port);
    }

    /**
     * What a service has to call.
     *
     * @param host by which the machine of the listener is known
     */
    String callBackUri(String host, CallbackListener.Expected expected) {
        String known = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return url.map(address -> address.uri().toString()).orElse("http://" + known + ":" + expected.port()) + "/"
                + expected.token();
    }
}
