package com.whitelabelcro.camel.typed;

/**
 * Create a lead; it starts in the status Lead - New: the body of {@code direct:wlcro-create-lead}.
 *
 * <p>Needs {@code first_name}, {@code last_name}, {@code email}. Generated from the schema of the action.
 */
public final class CreateLead extends TypedBody<CreateLead> {

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

    /** Package keyword. */
    public static final String PACKAGE_KEYWORD = "package_keyword";

    /** Id of the affiliate. */
    public static final String AFFILIATE_ID = "affiliate_id";

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public static final String EXTERNAL_ID = "external_id";

    private CreateLead() {}

    /** An empty body. */
    public static CreateLead body() {
        return new CreateLead();
    }

    /** Given name. */
    public CreateLead firstName(String value) {
        return with(FIRST_NAME, value);
    }

    /** Family name. */
    public CreateLead lastName(String value) {
        return with(LAST_NAME, value);
    }

    /** E-mail address. */
    public CreateLead email(String value) {
        return with(EMAIL, value);
    }

    /** Telephone number; the samples of the API show E.164. */
    public CreateLead phone(String value) {
        return with(PHONE, value);
    }

    /** City. */
    public CreateLead city(String value) {
        return with(CITY, value);
    }

    /** State. */
    public CreateLead state(String value) {
        return with(STATE, value);
    }

    /** Postal code, as text, so that leading zeros stay. */
    public CreateLead zip(String value) {
        return with(ZIP, value);
    }

    /** Package keyword. */
    public CreateLead packageKeyword(String value) {
        return with(PACKAGE_KEYWORD, value);
    }

    /** Id of the affiliate. */
    public CreateLead affiliateId(long value) {
        return with(AFFILIATE_ID, value);
    }

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public CreateLead externalId(String value) {
        return with(EXTERNAL_ID, value);
    }
}
