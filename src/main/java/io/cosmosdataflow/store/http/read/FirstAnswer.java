package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebAnswer;
import java.io.Serializable;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first answer of a read, on its way to the task that reads the others. */
final class FirstAnswer implements Serializable {

    private static final long serialVersionUID = 1L;

    private final WebAddress address;
    private final int status;
    private final HashMap<String, List<String>> headers = new HashMap<>();
    private final byte[] body;
    private final int attempts;

    FirstAnswer(WebAnswer answer) {
        this.address = answer.address();
        this.status = answer.status();
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            headers.put(header.getKey(), new ArrayList<>(header.getValue()));
        }
        this.body = answer.body();
        this.attempts = answer.attempts();
    }

    int length() {
        return body.length;
    }

    WebAnswer answer() {
        return new WebAnswer(address, status, HttpHeaders.of(headers, (name, value) -> true), body, attempts);
    }
}
