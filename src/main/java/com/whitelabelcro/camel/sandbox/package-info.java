/**
 * A fake of the WhiteLabelCRO Integration API: build and test scenarios without a live CRM. Written from the contract
 * alone, it imports nothing of the routes it tests.
 *
 * <p>A request passes, in this order: {@code SandboxServer} (HTTP, loopback only), {@code Gate} (script, key, quota, luck;
 * one at a time), {@code ApiCall} (faults and the answer), {@code Write} (endpoint and body), {@code Crm} (the records).
 */
package com.whitelabelcro.camel.sandbox;
