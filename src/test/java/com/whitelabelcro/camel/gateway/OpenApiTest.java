package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.contract.Contract;
import com.whitelabelcro.camel.tag.Fast;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gateway's OpenAPI document, read by an independent parser. */
@Fast
class OpenApiTest {

    private static final List<Action> ACTIONS =
            Contract.all().stream().map(each -> Action.of(each.name(), each.request().split(" ")[0], each.request().split(" ")[1])).toList();

    private static OpenAPI parsed(ObjectNode document) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document.toString(), List.of(), options);
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }

    @Test
    void anIndependentParserAcceptsTheDocumentWithoutMessages() {
        OpenAPI local = parsed(OpenApi.of(Caller.local(List.of("default", "acme")), ACTIONS));
        assertThat(local.getOpenapi()).isEqualTo("3.1.0");
        assertThat(local.getPaths()).hasSize(ACTIONS.size() + 1);
        ACTIONS.forEach(action -> {
            Schema<?> schema = local.getComponents().getSchemas().get(action.name());
            assertThat(schema.getProperties().keySet()).isEqualTo(action.fields().keySet());
            assertThat(local.getPaths().get("/actions/" + action.name()).getPost().getRequestBody().getContent())
                    .containsOnlyKeys("application/json", "application/x-www-form-urlencoded", "multipart/form-data");
        });
    }

    @Test
    void theParserReportsAnInvalidDocument() {
        ObjectNode wrong = OpenApi.of(Caller.local(List.of("default")), ACTIONS);
        ((ObjectNode) wrong.path("paths").path("/records/{entry}").path("get")).remove("responses");
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        assertThat(new OpenAPIV3Parser().readContents(wrong.toString(), List.of(), options).getMessages()).isNotEmpty();
    }

    @Test
    void aTokenSeesOnlyTheActionsThatItMayCall() {
        GatewayConfig config = GatewayConfig.read(Map.of("wlcro.gateway.tokens.web.token", "web-web-web-web-web-web",
                "wlcro.gateway.tokens.web.actions", "create-lead", "wlcro.gateway.tokens.web.set.email", "a@example.com",
                "wlcro.gateway.tokens.web.fields", "first_name,last_name"));
        OpenAPI web = parsed(OpenApi.of(Caller.of(config.tokens().get("web")), ACTIONS));
        assertThat(web.getPaths()).containsOnlyKeys("/actions/create-lead", "/records/{entry}");
        Schema<?> schema = web.getComponents().getSchemas().get("create-lead");
        assertThat(schema.getProperties()).containsOnlyKeys("first_name", "last_name");
        assertThat(schema.getRequired()).containsExactlyInAnyOrder("first_name", "last_name");
        assertThat(web.getSecurity()).isNotEmpty();
    }

    @Test
    void theDocumentHasTheStatesTheHeadersAndTheLimitOfTheGateway() {
        ObjectNode local = OpenApi.of(Caller.local(List.of("default")), ACTIONS);
        assertThat(local.at("/components/schemas/Record/properties/state/enum")).extracting(JsonNode::asText)
                .containsExactlyElementsOf(GatewayAnswer.STATES);
        JsonNode post = local.at("/paths/~1actions~1create-lead/post");
        assertThat(post.path("parameters")).extracting(each -> each.path("name").asText())
                .containsExactly(GatewayRequest.IDEMPOTENCY_KEY, GatewayRequest.PREFER);
        assertThat(post.path("requestBody").findValue("maxItems").asInt()).isEqualTo(GatewayBody.MOST_RECORDS);
        assertThat(post.path("requestBody").path("content")).isNotEmpty();
    }
}
