/**
 * A fake of the API for tests and trials: it stores records, limits requests, fails and loses answers as configured. It shares no code with the
 * pack, so that a mistake of ours is not repeated there.
 */
package com.whitelabelcro.camel.sandbox;
