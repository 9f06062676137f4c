/**
 * What an answer means. {@code RetryClassifier} is the retry table: from the status, and from whether the request is repeatable,
 * it derives a result or a typed error, and decides whether to retry. {@code ResponseBody} decides whether a 2xx is a success.
 * {@code RetryAfter}, {@code RateLimitHeaders} and {@code Backoff} say when to retry. {@code ErrorBodySanitizer} extracts the part
 * of the server's message that may be shown.
 *
 * <p>A new retry rule belongs in {@code RetryClassifier}, or in {@code ConnectFailures} if the request never reached the server,
 * with its row in the table "What an answer means" of docs/records.md and its line in {@code RetryClassifierTest}. It says:
 *
 * <ul>
 *   <li>with which typed error and sentence the record ends, unless it is retried;
 *   <li>whether to retry. {@code pipeline/ClassifyProcessor} gives up after the last attempt and at the deadline nevertheless;
 *   <li>what the answer says about the connection, a {@link com.whitelabelcro.camel.model.CallResult.Meaning}, for the permits and
 *       the circuit breaker: DONE for a success, ANSWERED if only this record is concerned (404, 422), LIMITED for a 429, REFUSED
 *       if no record can be sent with this key (401), SUSPECT if it may be the record or the key (403, a redirect), SERVER_ERROR
 *       for a 500, OUTAGE if the server is not there (502, 503, 504, no answer), NONE if nothing is known;
 *   <li>whether the API may have applied the request nevertheless. If so, and the request is not repeatable, the error must be
 *       {@code OUTCOME_UNKNOWN}, without a retry (see {@code RetryClassifier.uncertain}).
 * </ul>
 */
package com.whitelabelcro.camel.response;
