/**
 * Shows the state of the pack to operators: health checks, meters, spans, a console and JMX, in Camel's own terms, so that every
 * host shows them its own way. Begin with {@link com.whitelabelcro.camel.operations.PackMonitor}, which all of them read.
 */
package com.whitelabelcro.camel.operations;
