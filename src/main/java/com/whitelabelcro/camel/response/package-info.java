/**
 * What an answer means. {@code RetryClassifier} is the retry table: from the status, and from whether a repeat is safe, to a
 * result or a typed error, and whether to try again. {@code ResponseBody} says whether a success is one, {@code RetryAfter},
 * {@code RateLimitHeaders} and {@code Backoff} when to try again, and {@code ErrorBodySanitizer} which of the server's words may
 * be shown. A new retry rule goes into {@code RetryClassifier}, with its row in the README.
 */
package com.whitelabelcro.camel.response;
