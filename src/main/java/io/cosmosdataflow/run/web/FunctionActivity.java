package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.web.WebCall.FailureCodes;
import io.cosmosdataflow.store.storage.PathGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls a function of an Azure Function app; in local mode a file has what it answers.
 *
 * <p>Sources: Microsoft Learn, control-flow-azure-function-activity; data-factory-troubleshoot-guide (methods, codes). A
 * function has 230 seconds. An answer of 202 is the output: that of a durable function names the places to ask.
 */
public final class FunctionActivity implements ActivityType {

    private static final FailureCodes CODES = new FailureCodes("3608", "3610");
    private static final String NO_OBJECT = "3603";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "TRACE");
    private static final Duration LONGEST = Duration.ofSeconds(230);

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        RequestSettings settings = new RequestSettings(properties);
        Optional<String> method = settings.method(METHODS);
        String function = properties.requiredText("functionName").trim().replaceFirst("^/+", "");
        if (method.filter(WITH_BODY::contains).isPresent() && !properties.present("body")) {
            properties.missing("body");
        }
        Optional<String> body = settings.body().filter(any -> !WITHOUT_BODY.contains(method.orElse("")));
        Optional<Map<String, String>> headers = settings.headers(body.isPresent());
        properties.finish();
        Optional<FunctionApp> app = linkedService(activity, issues)
                .flatMap(reference -> scope.linkedService(reference, issues))
                .flatMap(service -> FunctionApp.read(service, scope, issues));
        if (function.isEmpty() || app.isEmpty() || headers.isEmpty() || !settings.known("body", "functionName")) {
            return Optional.empty();
        }
        Optional<WebAddress> address =
                settings.address("functionName", app.get().url() + "/api/" + function);
        if (scope.localDirectory().isPresent()) {
            return recorded(scope.localDirectory().get(), app.get(), function, settings)
                    .map(file -> context -> recorded(file));
        }
        return method.flatMap(named -> address.map(to ->
                        new WebRequest(named, to, headers.get(), body, app.get().authentication())))
                .map(request -> context -> run(activity, request, context));
    }

    private static Optional<Reference> linkedService(Activity activity, Issues issues) {
        Optional<Reference> named = activity.references().linkedService();
        if (named.isEmpty()) {
            issues.error(
                    ErrorCode.MissingProperty,
                    activity.span(),
                    "'linkedServiceName' of " + activity.shown() + " is missing.",
                    "Name the linked service of the function app.");
        }
        return named;
    }

    private static Optional<RecordedFunction> recorded(
            Path directory, FunctionApp app, String function, RequestSettings settings) {
        String path = function.replaceFirst("\\?.*", "").replaceFirst("/+$", "");
        Optional<String> problem = PathGuard.problem(path);
        problem.ifPresent(what ->
                settings.wrong("functionName", what + ", and in local mode it is the name of a file", "Rename it."));
        return problem.isPresent()
                ? Optional.empty()
                : Optional.of(new RecordedFunction(directory.resolve(app.name()).resolve(path + ".json")));
    }

    private static ObjectNode recorded(RecordedFunction file) {
        Instant start = Instant.now();
        return WebOutput.around(file.answer(), start);
    }

    private static ObjectNode run(Activity activity, WebRequest request, ActivityContext context) {
        Instant start = Instant.now();
        WebAnswer answer = new WebCall(LONGEST, context.scope().policy(activity), CODES).send(request);
        ObjectNode output = WebOutput.object(answer.text()).orElseThrow(() -> noObject(request.shown()));
        return WebOutput.around(output, answer, start);
    }

    /** @param who has answered */
    static JobException noObject(String who) {
        return WebCall.failed(
                NO_OBJECT,
                "Response Content is not a valid JObject: what " + who
                        + " answers is not a JSON object, which Azure Function activities need.");
    }
}
