/**
 * The inbox folder of {@code run}: files that are moved into {@code DIR/ACTION/} or {@code DIR/CONNECTION/ACTION/} are imported
 * exactly once, and end in {@code done/} or {@code failed/} with their result.
 *
 * <p>Begin with {@link com.whitelabelcro.camel.inbox.Inbox}, which looks every second and begins imports. {@code InboxScan} says what
 * is a file of the inbox, {@code RestingFiles} when it is complete, {@code InboxImport} imports it, and {@code InboxEnd} tells in
 * which order it is brought to its place, so that nothing is lost if the process dies.
 */
package com.whitelabelcro.camel.inbox;
