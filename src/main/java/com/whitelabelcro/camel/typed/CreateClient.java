package com.whitelabelcro.camel.typed;

/**
 * Create a client: the body of {@code direct:wlcro-create-client}.
 *
 * <p>Needs {@code first_name}, {@code last_name}, {@code email}. Generated from the schema of the action.
 */
public final class CreateClient extends TypedBody<CreateClient> {

    /** Given name. */
    public static final String FIRST_NAME = "first_name";

    /** Family name. */
    public static final String LAST_NAME = "last_name";

    /** E-mail address. */
    public static final String EMAIL = "email";

    /** Telephone number; the samples of the API show E.164. */
    public static final String PHONE = "phone";

    /** Name of the status to begin with, such as Client - Active. */
    public static final String STATUS = "status";

    /** Id of the employee. */
    public static final String EMPLOYEE_ID = "employee_id";

    /** City. */
    public static final String CITY = "city";

    /** State. */
    public static final String STATE = "state";

    /** Postal code, as text, so that leading zeros stay. */
    public static final String ZIP = "zip";

    /** Id of the affiliate. */
    public static final String AFFILIATE_ID = "affiliate_id";

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public static final String EXTERNAL_ID = "external_id";

    private CreateClient() {}

    /** An empty body. */
    public static CreateClient body() {
        return new CreateClient();
    }

    /** Given name. */
    public CreateClient firstName(String value) {
        return with(FIRST_NAME, value);
    }

    /** Family name. */
    public CreateClient lastName(String value) {
        return with(LAST_NAME, value);
    }

    /** E-mail address. */
    public CreateClient email(String value) {
        return with(EMAIL, value);
    }

    /** Telephone number; the samples of the API show E.164. */
    public CreateClient phone(String value) {
        return with(PHONE, value);
    }

    /** Name of the status to begin with, such as Client - Active. */
    public CreateClient status(String value) {
        return with(STATUS, value);
    }

    /** Id of the employee. */
    public CreateClient employeeId(long value) {
        return with(EMPLOYEE_ID, value);
    }

    /** City. */
    public CreateClient city(String value) {
        return with(CITY, value);
    }

    /** State. */
    public CreateClient state(String value) {
        return with(STATE, value);
    }

    /** Postal code, as text, so that leading zeros stay. */
    public CreateClient zip(String value) {
        return with(ZIP, value);
    }

    /** Id of the affiliate. */
    public CreateClient affiliateId(long value) {
        return with(AFFILIATE_ID, value);
    }

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public CreateClient externalId(String value) {
        return with(EXTERNAL_ID, value);
    }
}
