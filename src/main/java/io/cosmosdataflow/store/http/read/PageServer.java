package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import java.io.Serializable;

/** Who answers the requests for pages. */
@FunctionalInterface
public interface PageServer extends Serializable {

    /**
     * @param first whether it is the first one of a read
     * @throws io.cosmosdataflow.diagnostic.JobException if there is no answer
     */
    WebAnswer answer(WebRequest request, boolean first);
}
