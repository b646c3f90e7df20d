package io.cosmosdataflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.meter.Statistics;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A test that asks for documents has asked replicas in direct mode: by what the embedded account has counted, and not by
 * what its clients were told. Of gateway mode nothing is said: another test's client may still be there, and ask.
 */
public final class ModeProof implements BeforeEachCallback, AfterEachCallback {

    private static final Set<RequestKind> OF_DOCUMENTS = EnumSet.complementOf(
            EnumSet.of(RequestKind.METADATA_READ, RequestKind.METADATA_WRITE, RequestKind.QUERY_PLAN));
    private static final Namespace NAMESPACE = Namespace.create(ModeProof.class);

    private record Counts(long ofDocuments, long direct) {

        static Counts of(Statistics statistics) {
            return new Counts(
                    OF_DOCUMENTS.stream().mapToLong(statistics::requests).sum(), statistics.directRequests());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE)
                .put("counts", Counts.of(SharedEmulator.instance().statistics()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            prove(
                    context.getStore(NAMESPACE).get("counts", Counts.class),
                    SharedEmulator.instance().statistics());
        }
    }

    /** The same of an account of a test's own, from its start. */
    static void prove(Statistics statistics) {
        prove(new Counts(0, 0), statistics);
    }

    private static void prove(Counts before, Statistics statistics) {
        Counts after = Counts.of(statistics);
        if (EmulatorAccount.mode() == ConnectionMode.Direct && after.ofDocuments() > before.ofDocuments()) {
            assertThat(after.direct() - before.direct())
                    .as("requests to replicas in direct mode")
                    .isPositive();
        }
    }
}
