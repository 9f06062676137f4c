package com.whitelabelcro.camel.typed;

/**
 * Change the fields of a lead: the body of {@code direct:wlcro-update-lead}.
 *
 * <p>Needs {@code client_id}. Generated from the schema of the action.
 */
public final class UpdateLead extends TypedBody<UpdateLead> {

    /** Id of the lead or client, part of the path. */
    public static final String CLIENT_ID = "client_id";

    /** Given name. */
    public static final String FIRST_NAME = "first_name";

    /** Family name. */
    public static final String LAST_NAME = "last_name";

    /** E-mail address. */
    public static final String EMAIL = "email";

    /** Telephone number; the samples of the API show E.164. */
    public static final String PHONE = "phone";

    /** City. */
    public static final String CITY = "city";

    /** State. */
    public static final String STATE = "state";

    /** Postal code, as text, so that leading zeros stay. */
    public static final String ZIP = "zip";

    /** Id of the employee. */
    public static final String EMPLOYEE_ID = "employee_id";

    /** Id of the affiliate. */
    public static final String AFFILIATE_ID = "affiliate_id";

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public static final String EXTERNAL_ID = "external_id";

    private UpdateLead() {}

    /** An empty body. */
    public static UpdateLead body() {
        return new UpdateLead();
    }

    /** Id of the lead or client, part of the path. */
    public UpdateLead clientId(long value) {
        return with(CLIENT_ID, value);
    }

    /** Given name. */
    public UpdateLead firstName(String value) {
        return with(FIRST_NAME, value);
    }

    /** Family name. */
    public UpdateLead lastName(String value) {
        return with(LAST_NAME, value);
    }

    /** E-mail address. */
    public UpdateLead email(String value) {
        return with(EMAIL, value);
    }

    /** Telephone number; the samples of the API show E.164. */
    public UpdateLead phone(String value) {
        return with(PHONE, value);
    }

    /** City. */
    public UpdateLead city(String value) {
        return with(CITY, value);
    }

    /** State. */
    public UpdateLead state(String value) {
        return with(STATE, value);
    }

    /** Postal code, as text, so that leading zeros stay. */
    public UpdateLead zip(String value) {
        return with(ZIP, value);
    }

    /** Id of the employee. */
    public UpdateLead employeeId(long value) {
        return with(EMPLOYEE_ID, value);
    }

    /** Id of the affiliate. */
    public UpdateLead affiliateId(long value) {
        return with(AFFILIATE_ID, value);
    }

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public UpdateLead externalId(String value) {
        return with(EXTERNAL_ID, value);
    }
}
