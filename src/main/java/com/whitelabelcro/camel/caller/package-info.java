/**
 * What a caller's exchange says about a record besides its body, and what the pack leaves in that exchange. The input is read in step 2
 * of the {@code pipeline}, and the output is set in its last step. Other packages that call the pipeline or answer callers use the same
 * classes.
 *
 * <ul>
 *   <li>In: {@code DeliveryHeaders} (now, or later), {@code ScenarioSteps} (the identity of a step of a scenario that is called
 *       later), {@code HttpCallers} (who gives up soon), and the properties that an import, a redrive and the queue set
 *       ({@code RecordProperties}).
 *   <li>Out: {@code ActionResult} or {@code QueuedAnswer} as the body, and {@code UnknownOutcomes}, which recognises a record that
 *       the caller's own error handler sends again.
 * </ul>
 */
package com.whitelabelcro.camel.caller;
