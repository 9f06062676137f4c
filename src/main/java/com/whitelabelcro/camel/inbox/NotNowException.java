package com.whitelabelcro.camel.inbox;

/** The import of a file cannot be finished at present; the file stays in the inbox and is tried again. */
final class NotNowException extends Exception {

    private static final long serialVersionUID = 1L;

    NotNowException(String why) {
        super(why);
    }
}
