package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.http.TaggedEntity;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpMethods;

/**
 * Addresses the message. It begins with a message without headers, so that where a request goes is said here and
 * nowhere else (CVE-2026-78164, CVE-2025-27636: {@code CamelHttpUri} and its kin steer camel-http).
 */
public final class HttpRequestProcessor implements Processor {

    @Override
    public void process(Exchange exchange) {
        WriteContext delivery = WriteContext.of(exchange);
        delivery.countRequest();
        WriteRequest request = delivery.request();
        HttpAnswer wire = new HttpAnswer(
                request.connection(), key -> delivery.permit().isOf(request.connection(), key));
        wire.travelWith(exchange);
        Message message = exchange.getMessage();
        TaggedEntity entity = new TaggedEntity(message.getBody(byte[].class), wire);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, request.connection().baseUrl() + request.path());
        // As text, Camel would convert it with a search through all its converters: half of a call's cost.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.action().method()));
        message.setBody(entity);
    }
}
