package com.whitelabelcro.camel.config;

/** How a connection that cannot be used affects the health of the application. */
public enum ConnectionHealth {
    /** The application is UP, with the reason and the time of the next try as details. */
    REPORT,
    /** The application is DOWN while one of its connections cannot be used. */
    REQUIRE
}
