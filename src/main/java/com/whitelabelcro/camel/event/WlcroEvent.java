package com.whitelabelcro.camel.event;

/**
 * Something about the pack that whoever runs it may want to know. None holds a key or personal data. More kinds will
 * come: a listener ignores those that it does not know.
 */
public sealed interface WlcroEvent permits ConnectionStateChanged {}
