/**
 * Turns any body into one checked {@link com.whitelabelcro.camel.model.WriteRequest}. {@code BodyReader} reads a Map, a
 * JSON text, a stream or a bean. {@code Normalizer} normalizes the fields. {@code SchemaValidator} checks them against
 * the action's JSON Schema and reports all violations at once. {@code RequestFactory} combines these.
 */
package com.whitelabelcro.camel.request;
