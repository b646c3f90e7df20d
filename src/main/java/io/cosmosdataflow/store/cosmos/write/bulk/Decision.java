package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;

/** What a judge does with one operation that has come back. */
public interface Decision {

    /** It is written, or it never will be. */
    void settled();

    /** It goes out again after {@code delay}. */
    void again(Duration delay);
}
