package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import com.azure.cosmos.spark.diagnostics.DiagnosticsProvider;
import com.azure.cosmos.spark.diagnostics.ILogger;
import com.azure.cosmos.spark.diagnostics.SparkTaskContext;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function0;

/**
 * Listens to the requests that the connector makes for a task, through the hook it has for diagnostics, and
 * adds up what they cost. The connector makes it by class name.
 *
 * <p>The hook's interface grows with the connector's versions; a proxy answers whatever it has.
 */
public final class ReadDiagnostics implements DiagnosticsProvider {

    private static final Map<Long, RequestMeter> TASKS = new ConcurrentHashMap<>();

    /** Null if this connector's answers do not tell it; then the cost of reads stays unknown. */
    private static final MethodHandle CHARGE = SdkEntry.REQUEST_CHARGE.find().orElse(null);

    /** @param taskAttempt of the Spark task that the requests are made for */
    public static void register(long taskAttempt, RequestMeter meter) {
        TASKS.put(taskAttempt, meter);
    }

    public static void forget(long taskAttempt, RequestMeter meter) {
        TASKS.remove(taskAttempt, meter);
    }

    @Override
    public ILogger getLogger(Class<?> owner) {
        return (ILogger) Proxy.newProxyInstance(
                ILogger.class.getClassLoader(),
                new Class<?>[] {ILogger.class},
                new Listener(LoggerFactory.getLogger(owner)));
    }

    private record Listener(Logger log) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "responseListener" -> response(arguments[0], arguments[1]);
                case "exceptionListener" -> exception(arguments[0], (Throwable) arguments[1]);
                case "logWarning", "logError" -> write(arguments);
                case "equals" -> {
                    return proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                case "toString" -> {
                    return ReadDiagnostics.class.getSimpleName();
                }
                default -> {
                    return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
                }
            }
            return null;
        }

        private static void response(Object context, Object response) {
            RequestMeter meter = meter(context);
            if (meter != null && CHARGE != null) {
                try {
                    meter.charged((double) CHARGE.invokeExact(response));
                } catch (Throwable e) {
                    throw SdkFault.of(e);
                }
            }
        }

        private static void exception(Object context, Throwable thrown) {
            RequestMeter meter = meter(context);
            if (meter == null) {
                return;
            }
            Optional<CosmosException> answered = ServiceFaults.answer(thrown);
            boolean throttled = answered.filter(answer -> Verdict.of(answer.getStatusCode()) == Verdict.THROTTLED)
                    .isPresent();
            answered.filter(answer -> Verdict.partitionIsGone(answer.getStatusCode(), answer.getSubStatusCode()))
                    .ifPresent(answer -> meter.partitionGone());
            if (throttled) {
                meter.throttledRequest();
            }
            answered.filter(answer -> Verdict.passes(answer.getStatusCode(), answer.getSubStatusCode()))
                    .ifPresent(meter::failed);
        }

        private static RequestMeter meter(Object context) {
            if (context instanceof RequestListener.Reader reader) {
                return reader.meter();
            }
            return context instanceof SparkTaskContext task ? TASKS.get(task.taskAttemptId()) : null;
        }

        private void write(Object[] arguments) {
            String text = String.valueOf(((Function0<?>) arguments[0]).apply());
            if (arguments.length > 1) {
                log.warn(text, (Throwable) arguments[1]);
            } else {
                log.warn(text);
            }
        }
    }
}
