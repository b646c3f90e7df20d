package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.SqlException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from Jetty, checks it, has it answered, and writes the answer, or a fault in its place. */
final class GatewayHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);
    private static final int LARGEST_BODY = 8 * 1024 * 1024;
    private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final SignatureCheck signatures;
    private final Router router;
    private final ControlResource control;
    private final FaultSwitch faults;
    private final Statistics statistics;
    private final Regions regions;

    GatewayHandler(
            SignatureCheck signatures,
            Router router,
            ControlResource control,
            FaultSwitch faults,
            Statistics statistics,
            Regions regions) {
        this.signatures = signatures;
        this.router = router;
        this.control = control;
        this.faults = faults;
        this.statistics = statistics;
        this.regions = regions;
    }

    /** The request asks for its connection to be broken off in place of an answer. */
    private static final class Reset extends Exception {
        private static final long serialVersionUID = 1L;

        Reset() {
            super("reset on purpose", null, false, false);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String activityId = activityId(request);
        GatewayResponse answer;
        try {
            answer = answer(request, activityId);
        } catch (Reset e) {
            reset(request, callback, e);
            return true;
        }
        write(response, answer, activityId, callback);
        return true;
    }

    private static String activityId(Request request) {
        String given = request.getHeaders().get("x-ms-activity-id");
        return given != null ? given : UUID.randomUUID().toString();
    }

    private GatewayResponse answer(Request request, String activityId) throws Reset {
        String path = request.getHttpURI().getPath();
        try {
            GatewayRequest read = new GatewayRequest(
                    request.getMethod(),
                    path,
                    request.getHeaders(),
                    body(request),
                    Request.getServerName(request) + ":" + Request.getServerPort(request));
            if (!read.segments().isEmpty() && read.segments().get(0).equals(ControlResource.ROOT)) {
                return control.answer(read);
            }
            signatures.check(read);
            return answer(read, regions.at(Request.getLocalPort(request)));
        } catch (ServiceError e) {
            return GatewayResponse.error(e, activityId, path);
        } catch (SqlException e) {
            return GatewayResponse.error(ServiceError.badRequest(e.getMessage()), activityId, path);
        } catch (IOException | RuntimeException e) {
            LOG.error("The embedded Cosmos DB failed at {} {}", request.getMethod(), path, e);
            return GatewayResponse.error(ServiceError.of(500, "Unknown server error: " + e), activityId, path);
        }
    }

    private GatewayResponse answer(GatewayRequest request, Regions.Region region) throws Reset {
        Router.Route route = router.route(request);
        statistics.request(region.name(), route.kind());
        region.admit(route.kind());
        Fault fault = faults.forRequest(route.kind());
        if (fault == null) {
            return route.action().get();
        }
        statistics.fault();
        if (fault == Fault.REAL_SPLIT) {
            router.split(request);
            return route.action().get();
        }
        if (fault == Fault.RESET_AFTER) {
            route.action().get();
            throw new Reset();
        }
        if (fault == Fault.RESET_BEFORE) {
            throw new Reset();
        }
        throw ServiceError.injected(
                fault.status(), fault.substatus(), faults.retryAfterMillis(), "Fault on purpose: " + fault);
    }

    private static byte[] body(Request request) throws IOException {
        long length = request.getLength();
        if (length == 0) {
            return new byte[0];
        }
        if (length > LARGEST_BODY) {
            throw ServiceError.tooLarge();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = length > 0 ? in.readNBytes((int) length) : in.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw ServiceError.tooLarge();
            }
            return body;
        }
    }

    private static void write(Response response, GatewayResponse answer, String activityId, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("x-ms-activity-id", activityId);
        headers.put("x-ms-serviceversion", "version=2.14.0.0");
        headers.put("x-ms-gatewayversion", "version=2.14.0");
        headers.put("x-ms-schemaversion", "1.18");
        if (!answer.headers().containsKey("x-ms-request-charge")) {
            headers.put("x-ms-request-charge", "0");
        }
        answer.headers().forEach(headers::put);
        if (answer.body() == null) {
            if (answer.status() != 204 && answer.status() != 304) {
                headers.put(HttpHeader.CONTENT_LENGTH, 0L);
            }
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
            return;
        }
        headers.put(JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length());
        response.write(true, answer.body().view(), callback);
    }

    /** Closes the socket without a farewell, so that the client sees a reset. */
    private static void reset(Request request, Callback callback, Reset reason) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (endPoint instanceof SslConnection.SslEndPoint encrypted) {
            endPoint = encrypted.getSslConnection().getEndPoint();
        }
        try {
            if (endPoint instanceof SelectableChannelEndPoint selectable
                    && selectable.getChannel() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("The connection to reset was gone already", e);
        }
        endPoint.close(reason);
        callback.failed(reason);
    }
}
