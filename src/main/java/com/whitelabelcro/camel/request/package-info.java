/**
 * From any body to one checked {@link com.whitelabelcro.camel.model.WriteRequest}: {@code BodyReader} reads a Map, a JSON text, a
 * stream or a bean; {@code Normalizer} tidies the fields; {@code SchemaValidator} checks them against the action's JSON Schema and
 * reports everything that is wrong at once; {@code RequestFactory} puts these together.
 */
package com.whitelabelcro.camel.request;
