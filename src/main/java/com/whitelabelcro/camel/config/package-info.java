/** Settings, API keys and base URLs: read from properties and the environment, checked, and reported in one line if wrong. */
package com.whitelabelcro.camel.config;
