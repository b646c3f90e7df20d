package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.spark.SessionFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a service to do something, and waits until that calls back.
 *
 * <p>Source: Microsoft Learn, control-flow-webhook-activity. The service has one minute to answer that it has begun,
 * whatever with, and ten for its call unless {@code timeout} says more.
 */
public final class WebHookActivity implements ActivityType {

    private static final String CALL_BACK_URI = "callBackUri";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    /** What runs: {@code request} without its body, and the members of that. */
    private record Hook(
            Activity activity, WebRequest request, ObjectNode members, Duration timeout, boolean reported) {}

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        RequestSettings settings = new RequestSettings(properties);
        Optional<String> method = settings.method(List.of("POST"));
        Optional<WebAddress> address = settings.address("url");
        Optional<ObjectNode> members = members(properties, settings);
        Optional<Map<String, String>> headers = settings.headers(true);
        Optional<HttpAuthentication> authentication = WebAuthentication.read(properties, scope);
        Optional<Duration> timeout = properties.present("timeout")
                ? TimeSpan.read(properties, "timeout", TimeSpan::of)
                : Optional.of(TIMEOUT);
        boolean reported = properties.flag("reportStatusOnCallBack", false);
        properties.ignore("connectVia").finish();
        if (method.isEmpty()
                || headers.isEmpty()
                || authentication.isEmpty()
                || timeout.isEmpty()
                || !settings.known("reportStatusOnCallBack")) {
            return Optional.empty();
        }
        return address.map(
                        to -> new WebRequest(method.get(), to, headers.get(), Optional.empty(), authentication.get()))
                .flatMap(request -> members.map(body -> new Hook(activity, request, body, timeout.get(), reported)))
                .map(hook -> context -> run(hook, context));
    }

    /** The body has to be an object, which gets one more member. */
    private static Optional<ObjectNode> members(Properties properties, RequestSettings settings) {
        if (!properties.present("body")) {
            properties.missing("body");
            return Optional.empty();
        }
        Optional<String> body = settings.body();
        Optional<ObjectNode> members = body.flatMap(text -> WebOutput.object(text.isBlank() ? "{}" : text));
        if (body.isPresent() && members.isEmpty()) {
            settings.wrong("body", "must be a JSON object, to which " + CALL_BACK_URI + " is added", "");
        }
        return members;
    }

    private static ObjectNode run(Hook hook, ActivityContext context) {
        Instant start = Instant.now();
        CallbackSettings callbacks = CallbackSettings.read(SessionFiles.configuration(context.spark()));
        boolean local = context.scope().local().isPresent();
        String host = local ? "localhost" : context.spark().conf().get("spark.driver.host", "localhost");
        ActivityPolicy policy = context.scope().policy(hook.activity());
        try (CallbackListener.Expected expected = CallbackListener.expect(callbacks.listening(local))) {
            ObjectNode body = hook.members().deepCopy().put(CALL_BACK_URI, callbacks.callBackUri(host, expected));
            new WebCall(WebCall.MINUTE, policy, WebActivity.CODES)
                    .send(hook.request().withBody(body.toString()));
            Callback callback = awaited(expected, hook, policy);
            ObjectNode output = hook.reported() ? callback.reported(!policy.secureOutput()) : callback.said();
            return WebOutput.around(output, start);
        }
    }

    private static Callback awaited(CallbackListener.Expected expected, Hook hook, ActivityPolicy policy) {
        try {
            return new Callback(expected.body().get(hook.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            String asked = (policy.secureInput() ? hook.request().hidden() : hook.request()).shown();
            throw JobException.reporting(
                    ErrorCode.RunTimedOut,
                    "TimedOut",
                    "Nobody has called back within " + hook.timeout().toSeconds() + " s after " + asked
                            + ". Raise 'timeout' if the service needs longer; if it cannot reach the driver, see "
                            + CallbackSettings.SPARK + CallbackSettings.URL + ".");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }
}
