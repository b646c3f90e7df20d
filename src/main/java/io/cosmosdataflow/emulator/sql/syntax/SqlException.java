package io.cosmosdataflow.emulator.sql.syntax;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A query that the service refuses (HTTP status 400).
 *
 * <p>{@link #getMessage()} has the form of the service: {@code {"errors":[{"severity":"Error","location":{"start":0,
 * "end":1},"code":"SC1001","message":"Syntax error, incorrect syntax near 'X'."}]}}; positions are characters of the
 * query text, the end is exclusive. Errors that concern no place in the text have no location.
 */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;

    public SqlException(String code, int start, int end, String detail) {
        super(message(code, start, end, detail));
        this.code = code;
        this.detail = detail;
    }

    public SqlException(String code, String detail) {
        this(code, -1, -1, detail);
    }

    /** The service's error code, such as {@code SC1001}. */
    public String code() {
        return code;
    }

    /** The sentence without code and position. */
    public String detail() {
        return detail;
    }

    private static String message(String code, int start, int end, String detail) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putArray("errors").addObject().put("severity", "Error");
        if (start >= 0) {
            error.putObject("location").put("start", start).put("end", end);
        }
        error.put("code", code).put("message", detail);
        return root.toString();
    }
}
