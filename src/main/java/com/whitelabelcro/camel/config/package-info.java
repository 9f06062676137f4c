/**
 * Settings, connections, API keys and base URLs: read from properties, the environment and a file, checked, and reported in one line
 * if wrong. {@link com.whitelabelcro.camel.config.Settings} do not change while the pack runs, except for the connections in
 * {@link com.whitelabelcro.camel.config.ConnectionRegistry}.
 */
package com.whitelabelcro.camel.config;
