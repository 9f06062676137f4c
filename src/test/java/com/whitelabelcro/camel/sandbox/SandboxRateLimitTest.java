package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate limit and its headers, with a clock that the tests move. */
class SandboxRateLimitTest {

    private static final long START = TestClock.START.getEpochSecond();

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.start(0, SandboxConfig.defaults(), clock, clock);
    private final SandboxClient client = new SandboxClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void rules(Consumer<SandboxConfigBuilder> rules) {
        sandbox.reset(SandboxConfig.of(c -> rules.accept(c.limit(2))));
    }

    private Reply create() {
        return client.post("/leads", ANN);
    }

    @Test
    void aSuccessHasTheDocumentedQuotaHeaders() {
        Reply reply = create();
        assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("100");
        assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("99");
        assertThat(reply.header("X-RateLimit-Reset")).isEqualTo("" + (START + 60));
        assertThat(reply.header("X-RateLimit-Window")).isEqualTo("1m");
        assertThat(reply.header("X-RateLimit-Policy")).isEqualTo("write:100/1m");
        assertThat(reply.header("Retry-After")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT2S,2s,write:2/2s", "PT0.5S,500ms,write:2/500ms", "PT1H,60m,write:2/60m", "PT1M30S,90s,write:2/90s"})
    void theWindowHeaderNamesTheLengthOfTheWindow(Duration period, String window, String policy) {
        rules(c -> c.period(period));
        Reply reply = create();
        assertThat(reply.header("X-RateLimit-Window")).isEqualTo(window);
        assertThat(reply.header("X-RateLimit-Policy")).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS,true,true,true", "NEVER,false,false,false", "OK_ONLY,true,false,false",
        "ONLY_429,false,false,true"})
    void theHeadersAreSentOnTheConfiguredAnswers(RateLimitWindow.Headers mode, boolean on200, boolean on400, boolean on429) {
        rules(c -> c.rateHeaders(mode));
        assertThat(create().header("X-RateLimit-Limit") != null).isEqualTo(on200);
        assertThat(client.post("/leads", "{").header("X-RateLimit-Limit") != null).isEqualTo(on400);
        Reply refused = create();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("X-RateLimit-Limit") != null).isEqualTo(on429);
    }

    @Test
    void aFixedWindowEndsWithItsClockMinute() {
        clock.pass(Duration.ofSeconds(59));
        rules(c -> { });
        create();
        create();
        assertThat(create().status()).isEqualTo(429);
        clock.pass(Duration.ofSeconds(1));
        assertThat(create().status()).isEqualTo(200);
    }

    @Test
    void aSlidingWindowFreesASlotOnePeriodAfterItWasTaken() {
        rules(c -> c.window(Window.Kind.SLIDING));
        create();
        clock.pass(Duration.ofSeconds(59));
        create();
        Reply refused = create();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        clock.pass(Duration.ofSeconds(1));
        assertThat(create().status()).isEqualTo(200);
        assertThat(create().header("Retry-After")).isEqualTo("59");
    }

    @ParameterizedTest
    @CsvSource({"SECONDS,PT0S,60", "SECONDS,PT0.001S,60", "SECONDS,PT59.999S,1",
        "DATE,PT0S,'Wed, 04 Mar 2026 05:07:00 GMT'", "DATE,PT59.999S,'Wed, 04 Mar 2026 05:07:00 GMT'", "NONE,PT0S,"})
    void aRefusalHasRetryAfterInTheConfiguredFormat(RateLimitWindow.RetryAfterFormat form, Duration later, String value) {
        clock.pass(later);
        rules(c -> c.retryAfter(form).limit(1));
        create();
        Reply refused = create();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo(value);
    }

    @Test
    void aDateThatIsNotAWholeSecondIsRoundedUp() {
        clock.pass(Duration.ofMillis(100));
        rules(c -> c.limit(1).window(Window.Kind.SLIDING).retryAfter(RateLimitWindow.RetryAfterFormat.DATE)
                .rateHeaders(RateLimitWindow.Headers.ALWAYS));
        create();
        Reply refused = create();
        assertThat(refused.header("Retry-After")).isEqualTo("Wed, 04 Mar 2026 05:07:01 GMT");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo("" + (START + 61));
    }

    @Test
    void aJumpOfTheWallClockMovesDatesButNoWindow() {
        rules(c -> c.limit(1));
        create();
        clock.jump(Duration.ofHours(1));
        Reply refused = create();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Date")).isEqualTo("Wed, 04 Mar 2026 06:06:00 GMT");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        clock.pass(Duration.ofMinutes(1));
        assertThat(create().header("X-RateLimit-Reset")).isEqualTo("" + (START + 3600 + 120));
    }

    @Test
    void aRefusedRequestUsesNoQuotaButIsCounted() {
        rules(c -> c.window(Window.Kind.SLIDING));
        for (int i = 0; i < 5; i++) {
            create();
        }
        SandboxStats stats = sandbox.stats();
        assertThat(stats.rejected429()).isEqualTo(3);
        assertThat(stats.maxInAnyWindow()).isEqualTo(2);
        assertThat(stats.arrivalsInAnyWindow()).isEqualTo(5);
        assertThat(stats.statuses()).containsEntry(429, 3L).containsEntry(200, 2L);
    }

    @Test
    void theMaximumInAnyWindowIsMeasuredAcrossFixedWindows() {
        clock.pass(Duration.ofSeconds(59));
        rules(c -> { });
        create();
        create();
        clock.pass(Duration.ofSeconds(1));
        create();
        create();
        clock.pass(Duration.ofSeconds(60));
        create();
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(sandbox.stats().maxInAnyWindow()).isEqualTo(4);
    }

    @Test
    void aRequestThatFailsForAnotherReasonUsesQuota() {
        rules(c -> c.fault(Fault.STATUS_503, 1));
        assertThat(create().status()).isEqualTo(503);
        assertThat(client.patch("/nowhere", "x").status()).isEqualTo(503);
        assertThat(create().status()).isEqualTo(429);
    }

    @Test
    void withoutALimitNothingIsRefusedAndThereAreNoHeaders() {
        rules(c -> c.limit(0).rateHeaders(RateLimitWindow.Headers.ALWAYS));
        for (int i = 0; i < 300; i++) {
            assertThat(create().header("X-RateLimit-Limit")).isNull();
        }
        assertThat(sandbox.stats().maxInAnyWindow()).isEqualTo(300);
    }

    @Test
    void aNewLimitAppliesAtOnceAndAnUnchangedOneKeepsItsWindow() {
        create();
        sandbox.configure(SandboxConfig.of(c -> c.latency(Duration.ZERO)));
        assertThat(create().header("X-RateLimit-Remaining")).isEqualTo("98");
        sandbox.configure(SandboxConfig.of(c -> c.limit(60)));
        assertThat(create().header("X-RateLimit-Remaining")).isEqualTo("59");
        assertThat(sandbox.stats().created()).isEqualTo(3);
    }
}
