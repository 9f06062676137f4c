/** What happens in the pack: logged, and told to the listeners that a host registers. */
package com.whitelabelcro.camel.event;
