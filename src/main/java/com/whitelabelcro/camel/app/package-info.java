/** The runnable jar: its configuration and logging, scenarios and their web server, and what the commands do. */
package com.whitelabelcro.camel.app;
