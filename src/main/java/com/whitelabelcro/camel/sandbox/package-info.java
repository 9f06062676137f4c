/**
 * A fake of the API for tests and trials: it keeps records, limits, fails and loses answers as told. It shares no code with the
 * pack, so that a mistake of ours is not repeated there.
 */
package com.whitelabelcro.camel.sandbox;
