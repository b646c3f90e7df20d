package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;

/** Rows in outputs of activities, where expressions read them: with all digits of their numbers. */
public final class RowJson {

    private RowJson() {}

    /**
     * @param document JSON
     * @throws JobException {@link ErrorCode#FileMalformed} for what no expression can reckon with: a member that is
     *     there twice, a number with an absurd exponent
     */
    public static JsonNode parse(String document) {
        try {
            return JsonReader.read("row", document).toNode();
        } catch (JobException e) {
            throw JobException.of(
                    ErrorCode.FileMalformed, "A row cannot be in the output of an activity: " + e.getMessage(), e);
        }
    }
}
