package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class DoubtfulValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        // error values of spreadsheets
        "phone       | ########          | is a cell that was too narrow (####)",
        "first_name  | #REF!             | is an error of a spreadsheet",
        "last_name   | #NAME?            | is an error of a spreadsheet",
        "city        | #VALUE!           | is an error of a spreadsheet",
        "zip         | #DIV/0!           | is an error of a spreadsheet",
        "city        | #N/A              | is an error of a spreadsheet",
        "city        | #BEZUG!           | is an error of a spreadsheet",
        "external_id | #REF!             | is an error of a spreadsheet",
        "phone       | ##                | is a cell that was too narrow (####)",
        "city        | #\u041D/\u0414             | is an error of a spreadsheet",
        "city        | #N/DISP           | is an error of a spreadsheet",
        "city        | #I/T              | is an error of a spreadsheet",
        "city        | #YOK              | is an error of a spreadsheet",
        "city        | #GETTING_DATA     | is an error of a spreadsheet",
        "city        | Err:502           | is an error of a spreadsheet",
        "city        | Loading...        | is an error of a spreadsheet",
        "first_name  | =A2&\" \"&B2       | is a formula of a spreadsheet instead of its result",
        "email       | =VLOOKUP(A2,B:C,2,0)     | is a formula of a spreadsheet instead of its result",
        "phone       | =Sheet1!C2        | is a formula of a spreadsheet instead of its result",
        "external_id | =ROW()            | is a formula of a spreadsheet instead of its result",
        "phone       | =+15550100432     | is a formula of a spreadsheet instead of its result",
        // letters that another program has lost or escaped
        "first_name  | Jos\uFFFD              | has lost a letter, which became ? or U+FFFD",
        "last_name   | N??ez             | has lost a letter, which became ? or U+FFFD",
        "city        | M?nchen           | has lost a letter, which became ? or U+FFFD",
        "email       | jos\uFFFD@example.org  | has lost a letter, which became ? or U+FFFD",
        "last_name   | O&#39;Neil        | has an escaped character, such as &amp; or \\u00e9",
        "last_name   | Nu&ntilde;ez      | has an escaped character, such as &amp; or \\u00e9",
        "affiliate_company_name | Smith &amp; Co | has an escaped character, such as &amp; or \\u00e9",
        "first_name  | Jos\\u00e9         | has an escaped character, such as &amp; or \\u00e9",
        // placeholders of templates
        "first_name  | {{first_name}}    | is a placeholder that was not filled in",
        "city        | ~*|CITY|*~        | is a placeholder that was not filled in",
        "city        | ${city}           | is a placeholder that was not filled in",
        // quotes around the whole value
        "first_name  | \"Ann\"           | stands in quotes",
        "last_name   | 'Lee'             | stands in quotes",
        "city        | `Ulm`             | stands in quotes",
        "first_name  | \u2018Ann\u2019             | stands in quotes",
        "first_name  | \uFF02Ann\uFF02             | stands in quotes",
        "email       | 'ann@example.org' | stands in quotes",
        "email       | \u2039ann@example.org\u203A | stands in quotes",
        // words that programs write for a missing value
        "phone       | NULL              | is what programs write for a missing value (null)",
        "phone       | null              | is what programs write for a missing value (null)",
        "phone       | Null              | is what programs write for a missing value (null)",
        "last_name   | null              | is what programs write for a missing value (null)",
        "last_name   | NULL              | is what programs write for a missing value (null)",
        "last_name   | NaN               | is what programs write for a missing value (NaN)",
        "last_name   | nan               | is what programs write for a missing value (NaN)",
        "last_name   | undefined         | is what programs write for a missing value (undefined)",
        "last_name   | Undefined         | is what programs write for a missing value (undefined)",
        "first_name  | None              | is what programs write for a missing value (None)",
        "city        | N/A               | is what programs write for a missing value (N/A)",
        "city        | (null)            | is what programs write for a missing value (null)",
        "city        | \\N               | is what programs write for a missing value (\\N)",
        "phone       | [object Object]   | is what programs write for a missing value ([object Object])",
        // lost digits
        "phone       | 1.55501E+10       | is a number in scientific form",
        "phone       | 1,55501E+10       | is a number in scientific form",
        "zip         | 1E+4              | is a number in scientific form",
        "phone       | 1.0E-999999999    | is a number in scientific form",
        "client_id   | 1.02E+11          | is a number in scientific form",
        "zip         | 2138              | is a postal code that lost its leading zeros",
        "zip         | 501               | is a postal code that lost its leading zeros",
        "zip         | 2138-1234         | is a postal code that lost its leading zeros",
        // e-mail addresses and telephone numbers
        "email       | ann.example.org   | is no e-mail address: it has no @",
        "email       | (address)         | is no e-mail address: it has no @",
        "email       | @vera@example.org | is no e-mail address, or more than one",
        "email       | ann@              | is no e-mail address, or more than one",
        "email       | Ann <ann@x.org>   | is no e-mail address, or more than one",
        "email       | a@x.org;b@y.org   | holds several addresses",
        "email       | a@x.org, b@y.org  | holds several addresses",
        "email       | a@x.org ::: b@y.o | holds several addresses",
        "email       | a@x.org b@y.org   | holds several addresses",
        "phone       | +15550100701; +15550100702             | holds several numbers",
        "phone       | +1 555-010-0701 ::: +1 555-010-0702    | holds several numbers",
        "phone       | 555-010-0701 / 555-010-0702            | holds several numbers",
        "commission_rate | 10%           | is no plain number",
        "commission_rate | 12,5          | is no plain number",
        "commission_rate | $50.00        | is no plain number",
        "commission_rate | 1E+1          | is no plain number",
    })
    void aValueThatIsHardlyMeantIsDoubtful(String field, String value, String reason) {
        assertThat(new DoubtfulValues(FieldValueTest.field(field)).about(value)).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "last_name   | Null", "last_name | Nan", "first_name | Nan", "city | Nan", "last_name | None-Smith", "last_name | Nguyen",
        "last_name   | Undefinedson", "first_name | #1", "first_name | N", "city | NA", "state | NA", "text | null and void",
        "last_name   | =Koch", "last_name | =A", "last_name | 't Hooft", "last_name | O'Neil'", "text | 'really'", "text | Jos\uFFFD &amp; N??ez", "affiliate_company_name | Who?",
        "affiliate_company_name | AT&T; Bell", "city | Why? Not", "city | #3", "city | {x}",
        "text        | #REF! in cell 3", "external_id | undefined", "external_id | x_4e12", "external_id | 12E5", "external_id | 501",
        "phone       | +1 555-010-0701", "phone | 555-0100, ext 12", "phone | 1-800-FLOWERS", "phone | 555-0100/0101",
        "zip         | 02138", "zip | 02138-1234", "zip | SW1A 1AA", "zip | 123456", "zip | 1000-001",
        "email       | ann@example.org", "email | o'neil+x@sub.example.org", "email | ann@localhost",
        "commission_rate | 12.5", "commission_rate | .5", "commission_rate | 0", "client_id | 10001",
    })
    void whatIsMerelyUnusualPasses(String field, String value) {
        assertThat(new DoubtfulValues(FieldValueTest.field(field)).about(value)).isNull();
    }
}
