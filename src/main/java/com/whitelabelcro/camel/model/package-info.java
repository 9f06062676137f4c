/** Immutable values that the pipeline and its domains share. */
package com.whitelabelcro.camel.model;
