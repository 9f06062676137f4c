/** The typed errors that a caller gets, and what is known about a failure. */
package com.whitelabelcro.camel.error;
