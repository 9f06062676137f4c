package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * The points in which the contract leaves the form of an answer open; the sandbox can be configured for each alternative.
 *
 * @param errors the form of an error body; the contract names none
 * @param success the status of a success: the contract only says "200 or 201"
 * @param foreignStatus the status for another company's record: 403 or 404 (contract section 9, row 11)
 * @param strict whether unknown body fields and query parameters are refused with 400
 * @param keepBodies whether the list of requests keeps bodies; off, because they contain personal data
 */
public record AnswerStyle(Errors errors, Success success, int foreignStatus, boolean strict, boolean keepBodies) {

    /** The form of an error body. */
    public enum Errors { @JsonProperty("json") JSON, @JsonProperty("problem") PROBLEM, @JsonProperty("text") TEXT, @JsonProperty("empty") EMPTY }

    /** The status of a success. An upsert that meets a known record is a 200 in any case. */
    public enum Success { @JsonProperty("200") OK_200, @JsonProperty("201") CREATED_201, @JsonProperty("mixed") MIXED }

    public AnswerStyle {
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(success, "success");
        if (foreignStatus != 403 && foreignStatus != 404) {
            throw new IllegalArgumentException("foreignStatus is 403 or 404, not " + foreignStatus);
        }
    }
}
