/**
 * The actions, read from their routes and JSON Schemas. A tenth action is a route in {@code routes/} and a schema of its name in
 * {@code src/main/resources/wlcro/schemas/}, or a route made from the template {@code wlcro-action}; it needs no Java.
 */
package com.whitelabelcro.camel.action;
