package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stored failure is restored as the exception that it was. */
@Fast
class FailureTest {

    private static final Details DETAILS =
            new Details("create-lead", "acme", 409, "it is there already", List.of("a", "b"), 2, 2, "req-1");

    static Stream<WlcroException> every() {
        return Stream.of(new InvalidRequest("why", DETAILS), new Unauthorized("why", DETAILS),
                new Forbidden("why", DETAILS), new NotFound("why", DETAILS), new Conflict("why", DETAILS),
                new RateLimited("why", DETAILS), new Unavailable("why", DETAILS), new OutcomeUnknown("why", DETAILS));
    }

    @ParameterizedTest
    @MethodSource("every")
    void aStoredErrorHasTheSameClassMessageAndDetails(WlcroException error) {
        WlcroException again = Failure.of(error).toException();
        assertThat(again).hasSameClassAs(error).isNotSameAs(error).hasMessage(error.getMessage());
        assertThat(again.details()).isEqualTo(error.details());
    }

    @Test
    void everyTypedErrorIsTested() {
        assertThat(every().map(Object::getClass)).containsExactlyInAnyOrder(WlcroException.class.getPermittedSubclasses());
    }

    @Test
    void everyKindOfFailureCanBeNamedInAFilter() {
        assertThat(Failure.kinds()).containsAll(every().map(WlcroException::getError).toList())
                .contains(Failure.INTERRUPTED, Failure.RESTORED, Failure.GIVEN_UP).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownOutcomeAndARestoredRecordAreHeld() {
        assertThat(Failure.of(new OutcomeUnknown("why", DETAILS))).matches(Failure::isUnknown).matches(Failure::isHeld);
        assertThat(new Failure(Failure.RESTORED, "why", DETAILS)).matches(Failure::isHeld).matches(each -> !each.isUnknown());
        assertThat(Failure.of(new Unavailable("why", DETAILS))).matches(each -> !each.isHeld());
    }

    @Test
    void anInterruptedRecordIsUnavailable() {
        assertThat(new Failure(Failure.INTERRUPTED, "why", DETAILS).toException()).isInstanceOf(Unavailable.class);
    }
}
