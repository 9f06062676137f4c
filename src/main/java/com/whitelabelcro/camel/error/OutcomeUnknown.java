package com.whitelabelcro.camel.error;

/**
 * The request was sent, but it is unknown whether it was applied: the answer does not confirm it, or no answer arrived
 * and a repeat could create a second record. Look up the record in the API before you send it again.
 */
public final class OutcomeUnknown extends WlcroException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String reason, Details details) {
        super(reason, details);
    }
}
