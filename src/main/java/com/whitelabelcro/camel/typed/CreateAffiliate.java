package com.whitelabelcro.camel.typed;

/**
 * Create an affiliate; approval is a later update: the body of {@code direct:wlcro-create-affiliate}.
 *
 * <p>Needs {@code email}, {@code first_name}, {@code last_name}. Generated from the schema of the action.
 */
public final class CreateAffiliate extends TypedBody<CreateAffiliate> {

    /** E-mail address. */
    public static final String EMAIL = "email";

    /** Given name. */
    public static final String FIRST_NAME = "first_name";

    /** Family name. */
    public static final String LAST_NAME = "last_name";

    /** Telephone number; the samples of the API show E.164. */
    public static final String PHONE = "phone";

    /** Code of the affiliate. */
    public static final String AFFILIATE_CODE = "affiliate_code";

    /** Commission rate; the API does not say whether number or text. */
    public static final String COMMISSION_RATE = "commission_rate";

    /** Company of the affiliate. */
    public static final String AFFILIATE_COMPANY_NAME = "affiliate_company_name";

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public static final String EXTERNAL_ID = "external_id";

    private CreateAffiliate() {}

    /** An empty body. */
    public static CreateAffiliate body() {
        return new CreateAffiliate();
    }

    /** E-mail address. */
    public CreateAffiliate email(String value) {
        return with(EMAIL, value);
    }

    /** Given name. */
    public CreateAffiliate firstName(String value) {
        return with(FIRST_NAME, value);
    }

    /** Family name. */
    public CreateAffiliate lastName(String value) {
        return with(LAST_NAME, value);
    }

    /** Telephone number; the samples of the API show E.164. */
    public CreateAffiliate phone(String value) {
        return with(PHONE, value);
    }

    /** Code of the affiliate. */
    public CreateAffiliate affiliateCode(String value) {
        return with(AFFILIATE_CODE, value);
    }

    /** Commission rate; the API does not say whether number or text. */
    public CreateAffiliate commissionRate(String value) {
        return with(COMMISSION_RATE, value);
    }

    /** Commission rate; the API does not say whether number or text. */
    public CreateAffiliate commissionRate(java.math.BigDecimal value) {
        return with(COMMISSION_RATE, value);
    }

    /** Company of the affiliate. */
    public CreateAffiliate affiliateCompanyName(String value) {
        return with(AFFILIATE_COMPANY_NAME, value);
    }

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public CreateAffiliate externalId(String value) {
        return with(EXTERNAL_ID, value);
    }
}
