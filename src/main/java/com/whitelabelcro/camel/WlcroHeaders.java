package com.whitelabelcro.camel;

/** The names of the headers that callers of a {@code direct:wlcro-} endpoint may set and get. */
public final class WlcroHeaders {

    /** In: the name of the connection to use; without it the connection {@code default}. */
    public static final String CONNECTION = "WlcroConnection";

    /** Out: the HTTP status of the answer, an Integer. */
    public static final String STATUS = "WlcroStatus";

    /** Out: how many writes the API says are left in its present window, an Integer; absent if it does not say. */
    public static final String REMAINING = "WlcroRemaining";

    private WlcroHeaders() {}
}
