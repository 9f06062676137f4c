package com.whitelabelcro.camel.config;

/** What the health of the application says of a connection that cannot be used. */
public enum ConnectionHealth {
    /** The application is UP, with the reason and the time of the next try as details. */
    REPORT,
    /** The application is DOWN while one of its connections cannot be used. */
    REQUIRE
}
