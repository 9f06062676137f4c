/** Imports files: reads CSV, JSON and JSON Lines row by row, maps columns to fields, and sends the records in order. */
package com.whitelabelcro.camel.importer;
