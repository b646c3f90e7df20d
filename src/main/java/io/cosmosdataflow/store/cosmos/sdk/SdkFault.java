package io.cosmosdataflow.store.cosmos.sdk;

/** What a call through a {@link SdkEntry} threw, as something that need not be declared. */
final class SdkFault {

    private SdkFault() {}

    /** @throws Error if it is one */
    static RuntimeException of(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException fault ? fault : new IllegalStateException(thrown);
    }
}
