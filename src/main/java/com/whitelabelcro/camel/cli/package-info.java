/** The command line of the runnable jar: one class a command. */
package com.whitelabelcro.camel.cli;
