/**
 * For embedders: the body of each action as a typed builder, with a constant for each field. All but {@link
 * com.whitelabelcro.camel.typed.TypedBody} is generated from the schemas: {@code mvn test -Dtest=TypedBodyTest
 * -Dtyped=write} writes the classes again after a schema has changed.
 */
package com.whitelabelcro.camel.typed;
