/** The command line of the runnable jar: one class per command. */
package com.whitelabelcro.camel.cli;
