package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    private final Service service;
    private final ControlResource control;
    private final Regions regions;

    GatewayHandler(Service service, ControlResource control, Regions regions) {
        this.service = service;
        this.control = control;
        this.regions = regions;
    }

    /** What the connection fails with that ends in place of an answer. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("ended on purpose", null, false, false);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String activityId = activityId(request);
        Service.Outcome outcome = answer(request, activityId);
        if (outcome instanceof Service.Broken broken) {
            end(request, callback, broken.fault().ending());
            return true;
        }
        Service.Answered answered = (Service.Answered) outcome;
        Runnable write = () -> write(response, answered.response(), activityId, callback);
        if (answered.delayMillis() == 0) {
            write.run();
        } else {
            CompletableFuture.delayedExecutor(answered.delayMillis(), TimeUnit.MILLISECONDS)
                    .execute(write);
        }
        return true;
    }

    private static String activityId(Request request) {
        String given = request.getHeaders().get("x-ms-activity-id");
        return given != null ? given : UUID.randomUUID().toString();
    }

    private Service.Outcome answer(Request request, String activityId) {
        GatewayRequest read;
        try {
            read = new GatewayRequest(
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    request.getHttpURI().getQuery(),
                    request.getHeaders(),
                    body(request),
                    Request.getServerName(request) + ":" + Request.getServerPort(request),
                    activityId);
            if (!read.segments().isEmpty() && read.segments().get(0).equals(ControlResource.ROOT)) {
                return new Service.Answered(control.answer(read));
            }
        } catch (ServiceError e) {
            return new Service.Answered(
                    GatewayResponse.error(e, activityId, request.getHttpURI().getPath()));
        } catch (IOException e) {
            LOG.debug("The body of a request does not come", e);
            return new Service.Broken(Fault.RESET_BEFORE);
        }
        return service.answer(read, regions.at(Request.getLocalPort(request)));
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

    private static void end(Request request, Callback callback, Fault.Ending ending) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        switch (ending) {
            case SILENCE -> LOG.debug("A request has no answer on purpose");
            case CLOSE -> {
                endPoint.close();
                callback.failed(new Ended());
            }
            default -> reset(endPoint, callback);
        }
    }

    /** Closes the socket without a farewell, so that the client sees a reset. */
    private static void reset(EndPoint broken, Callback callback) {
        Ended reason = new Ended();
        EndPoint endPoint = broken instanceof SslConnection.SslEndPoint encrypted
                ? encrypted.getSslConnection().getEndPoint()
                : broken;
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
