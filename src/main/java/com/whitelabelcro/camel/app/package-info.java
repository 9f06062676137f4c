/** The runnable jar: its configuration and logging, scenarios and their web server, and the work of the commands. */
package com.whitelabelcro.camel.app;
