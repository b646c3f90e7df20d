package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.endpoint.EndpointProbe.UnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in this product's words what went wrong with Cosmos DB. */
public final class ServiceFaults {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceFaults.class);
    private static final int MOST_TEXT = 400;
    private static final String ERRORS = "{\"Errors\":[";
    private static final String INNER_MESSAGE = "innerErrorMessage";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ServiceFaults() {}

    /**
     * The answer of the service inside {@code thrown}, if it is one. Where several requests have failed together, which
     * the SDK tells as suppressed exceptions of one, the first that does not pass.
     */
    public static Optional<CosmosException> answer(Throwable thrown) {
        List<Throwable> chain = ExceptionUtils.getThrowableList(thrown);
        return answers(chain.stream()).findFirst().or(() -> {
            List<CosmosException> together = answers(chain.stream()
                            .flatMap(each -> Arrays.stream(each.getSuppressed()))
                            .flatMap(each -> ExceptionUtils.getThrowableList(each).stream()))
                    .toList();
            return together.stream()
                    .filter(answer -> !Verdict.passes(answer.getStatusCode(), answer.getSubStatusCode()))
                    .findFirst()
                    .or(() -> together.stream().findFirst());
        });
    }

    private static Stream<CosmosException> answers(Stream<Throwable> thrown) {
        return thrown.filter(CosmosException.class::isInstance).map(CosmosException.class::cast);
    }

    /** A {@link JobException} that crossed threads or executors inside other exceptions. */
    public static Optional<JobException> ours(Throwable thrown) {
        return ExceptionUtils.getThrowableList(thrown).stream()
                .filter(JobException.class::isInstance)
                .map(JobException.class::cast)
                .findFirst();
    }

    /** Why {@code address} could not be read; a {@link JobException} inside stays what it is. */
    public static JobException reading(Throwable thrown, ContainerAddress address) {
        return ours(thrown).orElseGet(() -> of(thrown, address, ErrorCode.CosmosReadFailed, "Reading"));
    }

    /** Why {@code address} could not be written; a {@link JobException} inside stays what it is. */
    public static JobException writing(Throwable thrown, ContainerAddress address) {
        return ours(thrown).orElseGet(() -> of(thrown, address, ErrorCode.CosmosWriteFailed, "Writing"));
    }

    public static JobException unreachable(CosmosAccount account, Throwable cause) {
        return JobException.of(
                ErrorCode.CosmosUnreachable,
                "The Cosmos DB account at " + account.endpoint() + " cannot be reached (" + innermost(cause)
                        + "). Check the endpoint in the linked service, the network and the firewall.",
                cause);
    }

    /**
     * Of direct mode, where the endpoint answers. Source of the ports: Microsoft Learn, Azure Cosmos DB SQL SDK
     * connectivity modes.
     *
     * @param replica host and port; empty if the account does not tell them
     */
    static JobException replicasUnreachable(CosmosAccount account, Optional<String> replica, IOException cause) {
        String why = cause.getMessage() == null ? innermost(cause) : cause.getMessage();
        String what = "its data" + replica.map(place -> " at " + place).orElse("") + " cannot be reached (" + why + ")";
        boolean untrusted = cause instanceof UnreachableException reached && reached.isUntrusted();
        String ports =
                "Direct mode needs TCP to the ports 10000 to 20000 besides 443, with private endpoints to all ports"
                        + (untrusted ? ", and trust there, too." : ": open them in the firewall.");
        return JobException.of(
                ErrorCode.CosmosUnreachable,
                "The Cosmos DB account at " + account.endpoint() + " answers, but " + what + ". " + ports
                        + " Or set \"connectionMode\": \"Gateway\" in the linked service, which goes by 443 only.",
                cause);
    }

    static JobException unauthorized(CosmosAccount account, int status, Throwable cause) {
        return JobException.of(
                ErrorCode.CosmosUnauthorized,
                "Cosmos DB at " + account.endpoint() + " refuses the request (status " + status
                        + "): the account key of the linked service is wrong, or it may not do this. Check accountKey "
                        + "and the firewall of the account.",
                portable(cause));
    }

    private static JobException of(Throwable met, ContainerAddress address, ErrorCode otherwise, String doing) {
        Optional<CosmosException> answer = answer(met);
        Throwable thrown = portable(met);
        if (answer.isEmpty()) {
            return JobException.of(otherwise, doing + " " + address + " failed: " + innermost(thrown) + ".", thrown);
        }
        CosmosException fault = answer.get();
        String why = shortText(fault);
        return switch (Verdict.of(fault.getStatusCode())) {
            case UNAUTHORIZED -> unauthorized(address.account(), fault.getStatusCode(), thrown);
            case NOT_FOUND -> JobException.of(
                    ErrorCode.CosmosNotFound,
                    "There is no " + address + ". Check the database in the linked service and the container in the "
                            + "dataset, or create them.",
                    thrown);
            case INVALID -> JobException.of(
                    ErrorCode.CosmosQueryInvalid,
                    doing + " " + address + ": the service refuses the request: " + why,
                    thrown);
            default -> JobException.of(
                    otherwise,
                    doing + " " + address + " failed with status " + fault.getStatusCode() + ": " + why,
                    thrown);
        };
    }

    /** What the service says; the SDK wraps it, with all its diagnostics, into a JSON text. */
    public static String shortText(CosmosException fault) {
        String text = "";
        try {
            text = StringUtils.defaultString(fault.getMessage());
            text = text.startsWith("{")
                    ? MAPPER.readTree(text).path(INNER_MESSAGE).asText(text)
                    : text;
        } catch (JsonProcessingException e) {
            LOG.debug("The message of the SDK is not the JSON it looks like", e);
        } catch (RuntimeException e) {
            LOG.debug("The SDK cannot tell what it has met, as its notes change while they are read", e);
        }
        String said = StringUtils.removeStart(StringUtils.substringBefore(text, "ActivityId:"), "Message:");
        return StringUtils.abbreviate(listed(said.replaceAll("\\s+", " ").trim()), MOST_TEXT);
    }

    /** The service wraps its texts once more, into a list of errors. */
    private static String listed(String said) {
        if (!said.startsWith(ERRORS)) {
            return said;
        }
        try {
            List<String> texts = new ArrayList<>();
            MAPPER.readTree(said).path("Errors").forEach(each -> texts.add(each.asText()));
            return String.join(" ", texts);
        } catch (JsonProcessingException e) {
            LOG.debug("The list of errors is not the JSON it looks like", e);
            return said;
        }
    }

    /**
     * The same as text: exceptions of the SDK cannot be serialized, and Spark drops one that cannot, with all
     * that it is the cause of.
     */
    private static Throwable portable(Throwable thrown) {
        IllegalStateException portable = new IllegalStateException(innermost(thrown));
        portable.setStackTrace(thrown.getStackTrace());
        return portable;
    }

    private static String innermost(Throwable thrown) {
        Throwable root = ExceptionUtils.getRootCause(thrown);
        Throwable shown = root == null ? thrown : root;
        String text =
                shown.getClass().getSimpleName() + ": " + StringUtils.defaultString(shown.getMessage(), "no message");
        return StringUtils.abbreviate(text.replaceAll("\\s+", " "), MOST_TEXT);
    }
}
