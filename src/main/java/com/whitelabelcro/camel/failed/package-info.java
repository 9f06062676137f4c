/** Failed records: how scenarios store them (dead letter), and how they are sent again (redrive). */
package com.whitelabelcro.camel.failed;
