/**
 * Shows the state of the pack to operators: health checks, meters, spans, a console and JMX, with Camel's own interfaces, so
 * that every host shows them in its own way. Begin with {@link com.whitelabelcro.camel.operations.PackMonitor}, which all of them read.
 */
package com.whitelabelcro.camel.operations;
