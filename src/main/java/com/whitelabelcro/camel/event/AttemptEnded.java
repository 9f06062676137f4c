package com.whitelabelcro.camel.event;

import java.time.Duration;

/**
 * One HTTP request has ended, with an answer or without. The record may be sent again after it.
 *
 * @param connection the name of the connection
 * @param action the name of the action, such as {@code create-lead}
 * @param outcome {@link RecordEnded#DONE}, or the name of the typed error, such as {@code Unavailable}
 * @param status the HTTP status; 0 if there was no answer
 * @param attempt which attempt of its record it was, starting with 1; also if it found no connection
 * @param latency from the start of the request until its answer arrived, or until it failed
 */
public record AttemptEnded(String connection, String action, String outcome, int status, int attempt, Duration latency)
        implements WlcroEvent {}
