package com.whitelabelcro.camel.error;

/**
 * The request was sent and no usable answer came back, so that nobody here can know whether it was applied, and a
 * blind repeat could make a second record. Look at the API before you send it again.
 */
public final class OutcomeUnknown extends WlcroException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String reason, Details details) {
        super(reason, details);
    }
}
