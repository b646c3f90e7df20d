package io.cosmosdataflow.emulator.rntbd;

import java.io.IOException;

/** What a client sends is no frame; the connection cannot go on. */
final class MalformedFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedFrameException(String reason) {
        super(reason);
    }
}
