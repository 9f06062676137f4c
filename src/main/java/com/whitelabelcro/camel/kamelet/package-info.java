/** The pack's Kamelets: their parameters are checked and become the body of a request. */
package com.whitelabelcro.camel.kamelet;
