/** HTTP requests that scenarios serve: how their bodies are read, and how failures are answered. */
package com.whitelabelcro.camel.gateway;
