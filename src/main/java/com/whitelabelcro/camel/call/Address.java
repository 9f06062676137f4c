package com.whitelabelcro.camel.call;

import com.whitelabelcro.camel.prepare.WriteRequest;
import com.whitelabelcro.camel.turn.Delivery;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpMethods;

/**
 * Addresses the message. It begins with a message without headers, so that where a request goes is said here and
 * nowhere else (CVE-2026-78164, CVE-2025-27636: {@code CamelHttpUri} and its kin steer camel-http).
 */
public final class Address implements Processor {

    @Override
    public void process(Exchange exchange) {
        Delivery delivery = Delivery.of(exchange);
        delivery.countRequest();
        WriteRequest request = delivery.request();
        Wire wire = new Wire(
                request.connection(), key -> delivery.permit().isOf(request.connection(), key));
        wire.travelWith(exchange);
        Message message = exchange.getMessage();
        WireEntity entity = new WireEntity(message.getBody(byte[].class), wire);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, request.connection().baseUrl() + request.path());
        // As text, Camel would convert it with a search through all its converters: half of a call's cost.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.action().method()));
        message.setBody(entity);
    }
}
