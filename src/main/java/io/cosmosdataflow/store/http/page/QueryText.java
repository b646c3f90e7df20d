package io.cosmosdataflow.store.http.page;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The query of a URL. */
final class QueryText {

    private QueryText() {}

    /** The URL with a parameter of that value, in the place of those of the name. */
    static String with(String url, String name, String value) {
        int start = url.indexOf('?');
        String given = start < 0 ? "" : url.substring(start + 1);
        String parameter = encoded(name) + "=" + encoded(value);
        List<String> parameters = new ArrayList<>();
        for (String each : given.split("&")) {
            boolean same = decoded(each.replaceFirst("=.*", "")).equals(name);
            if (!each.isEmpty() && !same) {
                parameters.add(each);
            } else if (same && !parameters.contains(parameter)) {
                parameters.add(parameter);
            }
        }
        if (!parameters.contains(parameter)) {
            parameters.add(parameter);
        }
        return (start < 0 ? url : url.substring(0, start)) + "?" + String.join("&", parameters);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
