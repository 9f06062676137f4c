package com.whitelabelcro.camel.typed;

/**
 * Change, approve or deactivate an affiliate: the body of {@code direct:wlcro-update-affiliate}.
 *
 * <p>Needs {@code employee_id}. Generated from the schema of the action.
 */
public final class UpdateAffiliate extends TypedBody<UpdateAffiliate> {

    /** Id of the employee. */
    public static final String EMPLOYEE_ID = "employee_id";

    /** Given name. */
    public static final String FIRST_NAME = "first_name";

    /** Family name. */
    public static final String LAST_NAME = "last_name";

    /** E-mail address. */
    public static final String EMAIL = "email";

    /** Telephone number; the samples of the API show E.164. */
    public static final String PHONE = "phone";

    /** Company of the affiliate. */
    public static final String AFFILIATE_COMPANY_NAME = "affiliate_company_name";

    /** Commission rate; the API does not say whether number or text. */
    public static final String COMMISSION_RATE = "commission_rate";

    /** Whether the affiliate is active. */
    public static final String IS_ACTIVE = "is_active";

    /** Whether the affiliate is approved. */
    public static final String IS_APPROVED = "is_approved";

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public static final String EXTERNAL_ID = "external_id";

    private UpdateAffiliate() {}

    /** An empty body. */
    public static UpdateAffiliate body() {
        return new UpdateAffiliate();
    }

    /** Id of the employee. */
    public UpdateAffiliate employeeId(long value) {
        return with(EMPLOYEE_ID, value);
    }

    /** Given name. */
    public UpdateAffiliate firstName(String value) {
        return with(FIRST_NAME, value);
    }

    /** Family name. */
    public UpdateAffiliate lastName(String value) {
        return with(LAST_NAME, value);
    }

    /** E-mail address. */
    public UpdateAffiliate email(String value) {
        return with(EMAIL, value);
    }

    /** Telephone number; the samples of the API show E.164. */
    public UpdateAffiliate phone(String value) {
        return with(PHONE, value);
    }

    /** Company of the affiliate. */
    public UpdateAffiliate affiliateCompanyName(String value) {
        return with(AFFILIATE_COMPANY_NAME, value);
    }

    /** Commission rate; the API does not say whether number or text. */
    public UpdateAffiliate commissionRate(String value) {
        return with(COMMISSION_RATE, value);
    }

    /** Commission rate; the API does not say whether number or text. */
    public UpdateAffiliate commissionRate(java.math.BigDecimal value) {
        return with(COMMISSION_RATE, value);
    }

    /** Whether the affiliate is active. */
    public UpdateAffiliate isActive(boolean value) {
        return with(IS_ACTIVE, value);
    }

    /** Whether the affiliate is approved. */
    public UpdateAffiliate isApproved(boolean value) {
        return with(IS_APPROVED, value);
    }

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public UpdateAffiliate externalId(String value) {
        return with(EXTERNAL_ID, value);
    }
}
