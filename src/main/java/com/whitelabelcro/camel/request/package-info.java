/**
 * Turns any body into one checked {@link com.whitelabelcro.camel.model.WriteRequest}. {@code RequestFactory} does it in this order:
 *
 * <ol>
 *   <li>{@code BodyReader} reads a Map, a JSON text, a stream or a bean as one JSON object, strictly.
 *   <li>{@code Normalizer} trims texts, removes empty fields, and converts texts to numbers in ids, numbers to texts where the
 *       schema wants text, and the usual spellings of a boolean. It changes nothing else.
 *   <li>{@code SchemaValidator} checks the fields against the action's JSON Schema; {@code ExternalIdRule} refuses an
 *       {@code external_id} that was built from a missing value. All violations are reported at once.
 *   <li>The id that the path needs moves from the fields into the path.
 * </ol>
 */
package com.whitelabelcro.camel.request;
