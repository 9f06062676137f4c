package com.whitelabelcro.camel.error;

/**
 * The request was sent, and the answer does not say that it was done, or none came and a blind repeat could make a
 * second record: nobody here can know whether it was applied. Look at the API before you send it again.
 */
public final class OutcomeUnknown extends WlcroException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String reason, Details details) {
        super(reason, details);
    }
}
