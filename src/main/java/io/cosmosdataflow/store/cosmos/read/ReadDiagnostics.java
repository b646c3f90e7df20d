package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.implementation.RxDocumentServiceResponse;
import com.azure.cosmos.spark.diagnostics.DiagnosticsProvider;
import com.azure.cosmos.spark.diagnostics.ILogger;
import com.azure.cosmos.spark.diagnostics.SparkTaskContext;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
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

    private static final Map<Long, TaskMeter> TASKS = new ConcurrentHashMap<>();

    static void register(long taskAttempt, TaskMeter meter) {
        TASKS.put(taskAttempt, meter);
    }

    static void forget(long taskAttempt, TaskMeter meter) {
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
                case "responseListener" -> response(arguments[0], (RxDocumentServiceResponse) arguments[1]);
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

        private static void response(Object context, RxDocumentServiceResponse response) {
            TaskMeter meter = meter(context);
            if (meter != null) {
                meter.charged(response.getRequestCharge());
            }
        }

        private static void exception(Object context, Throwable thrown) {
            TaskMeter meter = meter(context);
            if (meter != null
                    && ServiceFaults.answer(thrown)
                            .filter(answer -> Verdict.of(answer.getStatusCode()) == Verdict.THROTTLED)
                            .isPresent()) {
                meter.throttledRequest();
            }
        }

        private static TaskMeter meter(Object context) {
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
