/** Records that were given up: how scenarios store them (dead letter), and how they are sent again (redrive). */
package com.whitelabelcro.camel.failed;
