package com.whitelabelcro.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.whitelabelcro.camel.tag.Fast;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class SandboxConfigTest {

    @Test
    void theDefaultsMatchTheDocumentedApi() {
        SandboxConfig config = SandboxConfig.defaults();
        assertThat(config.keys()).containsExactly(SandboxKey.of("wlcro_live_1_sandbox"));
        assertThat(config.rateLimit()).isEqualTo(new RateLimitWindow(100, Duration.ofMinutes(1), Window.Kind.FIXED,
                RateLimitWindow.Headers.OK_ONLY, RateLimitWindow.RetryAfterFormat.SECONDS));
        assertThat(config.faults().shares()).isEmpty();
        assertThat(SandboxConfig.fromJson(" ")).isEqualTo(config);
        assertThat(SandboxConfig.fromJson("{}")).isEqualTo(config);
    }

    @Test
    void everyNameIsReadFromJson() {
        SandboxConfig read = SandboxConfig.fromJson("""
                {"keys": ["a", {"key": "b", "scopes": ["integrations:read"]}, {"key": "c"}],
                 "limit": 7, "period": "2s", "window": "sliding", "rateHeaders": "429-only", "retryAfter": "date",
                 "errorFormat": "problem", "successStatus": 201, "foreignStatus": 404, "unknownFields": "ignore",
                 "keepBodies": true, "down": true, "outageFor": "PT3S", "delayFor": "1m",
                 "redirectTo": "http://other.example/", "retryAfterOn503": "4s", "latency": "20ms", "jitter": "5ms",
                 "seed": 9000000000, "status503": 0.1, "status500": 0.1, "resetBefore": 0.1, "resetAfter": 0.1,
                 "delay": 0.1, "cut": 0.1, "html": 0.1, "huge": 0.1, "redirect": 0.1,
                 "script": [{"status": 429, "headers": {"Retry-After": "1"}, "path": "/api"},
                            {"status": 200, "body": {"a": 1}}, {"status": 400, "body": "no"}, {"fault": "cut"}, {}]}
                """);
        SandboxConfig built = SandboxConfig.of(c -> {
            c.keys(SandboxKey.of("a"), new SandboxKey("b", Set.of("integrations:read")), SandboxKey.of("c"));
            c.limit(7).period(Duration.ofSeconds(2)).window(Window.Kind.SLIDING);
            c.rateHeaders(RateLimitWindow.Headers.ONLY_429).retryAfter(RateLimitWindow.RetryAfterFormat.DATE);
            c.errorFormat(AnswerStyle.Errors.PROBLEM).successStatus(AnswerStyle.Success.CREATED_201);
            c.foreignStatus(404).strict(false).keepBodies(true).down(true).outageFor(Duration.ofSeconds(3));
            c.delayFor(Duration.ofMinutes(1)).redirectTo(URI.create("http://other.example/"));
            c.retryAfterOn503(Duration.ofSeconds(4)).latency(Duration.ofMillis(20)).jitter(Duration.ofMillis(5));
            c.seed(9_000_000_000L);
            for (Fault fault : Fault.values()) {
                if (fault != Fault.DOWN) {
                    c.fault(fault, 0.1);
                }
            }
            c.script(new ScriptedAnswer("/api", 429, Map.of("Retry-After", "1"), null, null),
                    ScriptedAnswer.of(200, "{\"a\":1}"), ScriptedAnswer.of(400, "no"),
                    ScriptedAnswer.fault(Fault.CUT), ScriptedAnswer.pass());
        });
        assertThat(read).isEqualTo(built);
        assertThat(built.with(c -> { })).isEqualTo(built);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'limt':1}                 | There is no setting \"limt\"; there are cut, delay",
        "{'limit':-1}               | limit is 0 (none) or more",
        "{'limit':'1'}              | limit: a whole number is expected",
        "{'limit':1,'limit':2}      | Not JSON",
        "{'limit':1} x              | Not JSON",
        "[]                         | A JSON object is expected",
        "{'period':2}               | period: 2 has no unit; write \"2s\" or \"2ms\"",
        "{'latency':'60'}           | latency: 60 has no unit; write \"60s\" or \"60ms\"",
        "{'period':true}            | period: a duration such as",
        "{'period':'2 s'}           | period: a duration such as",
        "{'period':'0s'}            | period lies between",
        "{'latency':'PT-1S'}        | latency lies between",
        "{'outageFor':'999999999h'} | outageFor lies between",
        "{'window':'other'}         | window: one of fixed, sliding",
        "{'rateHeaders':true}       | rateHeaders: one of 429-only, always, never, ok-only",
        "{'status503':1.5}          | status503 is a share from 0 to 1",
        "{'status503':'1'}          | status503: a share",
        "{'cut':0.6,'html':0.6}     | add up to more than 1",
        "{'down':1}                 | down: true or false",
        "{'foreignStatus':400}      | foreignStatus is 403 or 404",
        "{'keys':['a','a']}         | the same key twice",
        "{'keys':[' ']}             | A key cannot be blank",
        "{'keys':[{'name':'a'}]}    | keys[0].key is missing",
        "{'keys':[{'key':'a','x':1}]} | keys[0].x is not one of",
        "{'keys':['a',5]}           | keys[1]: a key, or an object with key and scopes, is expected, not 5",
        "{'keys':['a',null]}        | keys[1]: a key, or an object with key and scopes, is expected, not null",
        "{'keys':[{'key':'a','scopes':[1]}]} | keys[0].scopes[0]: a text is expected, not 1",
        "{'keys':'a'}               | keys: an array is expected, not \"a\"",
        "{'limit':null}             | limit: null is no value",
        "{'limit':1.0}              | limit: a whole number is expected",
        "{'limit':3000000000}       | limit: a whole number is expected",
        "{'window':1}               | window: one of fixed, sliding",
        "{'successStatus':202}      | successStatus: one of 200, 201, mixed",
        "{'script':[{'fault':'x'}]} | script[0].fault: one of cut, delay,",
        "{'script':['x']}           | script[0]: an object is expected",
        "{'script':[{'path':5}]}    | script[0].path: a text is expected, not 5",
        "{'script':[{'status':99}]} | script[0]: A scripted status lies between",
        "{'script':[{'headers':{'Retry-After':null}}]} | script[0].headers.Retry-After: a text or a number is expected, not null",
        "{'script':[{'headers':{'Retry-After':['1']}}]} | script[0]: The header Retry-After is a text or a number",
        "{'script':[{'body':'x'}]}  | A scripted body needs a status",
        "{'redirectTo':'::'}        | redirectTo: ",
    })
    void aWrongSettingIsRefusedByName(String json, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> SandboxConfig.fromJson(json.replace('\'', '"')))
                .withMessageContaining(message);
    }
}
