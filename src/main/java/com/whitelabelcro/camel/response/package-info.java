/**
 * What an answer means. {@code RetryClassifier} is the retry table: it turns the status, and whether a repeat is safe,
 * into a result or a typed error, and decides whether to retry. {@code ResponseBody} decides whether a 2xx is a
 * success. {@code RetryAfter}, {@code RateLimitHeaders} and {@code Backoff} decide when to retry.
 * {@code ErrorBodySanitizer} extracts the part of the server's message that may be shown.
 *
 * <p>A new retry rule belongs in {@code RetryClassifier}, with its row in docs/records.md and its line in
 * {@code RetryClassifierTest}. Its {@link com.whitelabelcro.camel.model.CallResult.Meaning} says what the answer means for the
 * connection: ANSWERED if only this record is concerned, OUTAGE if the server is not there, SUSPECT if it may be either.
 */
package com.whitelabelcro.camel.response;
