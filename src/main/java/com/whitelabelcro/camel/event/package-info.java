/** What happens in the pack: events, which are logged and passed to the listeners that a host registers. */
package com.whitelabelcro.camel.event;
