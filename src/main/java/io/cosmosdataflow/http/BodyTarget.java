package io.cosmosdataflow.http;

import java.io.IOException;
import java.io.OutputStream;

/** Where the body of an answer goes; another attempt opens it anew. */
@FunctionalInterface
public interface BodyTarget {

    /** To be closed by the caller. */
    OutputStream open() throws IOException;
}
