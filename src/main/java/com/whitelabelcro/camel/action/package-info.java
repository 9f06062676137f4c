/** The actions, read from their routes and JSON Schemas. A tenth action is a route and a schema; it needs no Java. */
package com.whitelabelcro.camel.action;
