package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.json.Secret;
import java.io.Serializable;

/** Gives tokens of one identity. */
public interface TokenSource extends Serializable {

    /**
     * A token that holds for some minutes at least.
     *
     * @param resource that it is for: {@code https://management.azure.com/}
     * @throws io.cosmosdataflow.diagnostic.JobException {@code HttpCallFailed} if there is none; with no secret
     */
    Secret token(String resource);
}
