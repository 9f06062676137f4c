/**
 * The pack's Kamelets: their parameters are checked and become the body and the headers of a request, and their routes are
 * kept apart from their host's. Begin with {@link com.whitelabelcro.camel.kamelet.PackKamelet}.
 */
package com.whitelabelcro.camel.kamelet;
