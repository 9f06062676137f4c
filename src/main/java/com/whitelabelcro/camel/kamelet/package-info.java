/** The pack's Kamelets: their form becomes the body of a request, and their parameters are checked. */
package com.whitelabelcro.camel.kamelet;
